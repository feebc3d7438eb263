from django.db import models


class RateCount(models.Model):
    """How often something was done under a key; counted until `ends_at`.

    The key is a hash: the row tells of nobody.
    """

    key = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"
