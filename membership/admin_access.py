"""Who may do what with members in the admin."""

END = "membership.end_membership"
LETTERS = "membership.write_letters"
SEE = "membership.view_member"
