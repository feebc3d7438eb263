from django.db import models


class TimedRun(models.Model):
    """When a job of the worker last ran. The worker itself has a row: `worker`."""

    name = models.CharField(max_length=100, unique=True)
    ran_at = models.DateTimeField()
    error = models.TextField(blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
