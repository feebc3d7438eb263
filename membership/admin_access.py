"""Who may do what with members in the admin."""

END = "membership.end_membership"
SEE = "membership.view_member"
