"""Where a claim was entered from, where no text of it is held: a reference instead of a quote, shown as what it is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EnteredFrom(models.Model):
    """The reference of a claim without a text: title, publisher, date and where it can be looked up; all or none.

    No words are quoted from it. What readers see is the analyst's summary and the plain note that no text is held.
    """

    entered_from_title = models.CharField(
        _("title"), max_length=500, blank=True, help_text=_("Only where there is no text to quote from.")
    )
    entered_from_publisher = models.CharField(_("publisher or organisation"), max_length=300, blank=True)
    entered_from_date = models.DateField(_("date of the source"), null=True, blank=True)
    entered_from_page = models.CharField(_("page"), max_length=50, blank=True)
    entered_from_place = models.CharField(
        _("address or archive reference"),
        max_length=2000,
        blank=True,
        help_text=_("Where somebody else can look it up: a web address, or archive, fund and file."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    entered_from_title="",
                    entered_from_publisher="",
                    entered_from_date__isnull=True,
                    entered_from_page="",
                    entered_from_place="",
                )
                | (
                    ~Q(entered_from_title="")
                    & ~Q(entered_from_publisher="")
                    & Q(entered_from_date__isnull=False)
                    & ~Q(entered_from_place="")
                ),
                name="%(class)s_reference_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(entered_from_title="") | Q(origin="entered"), name="imported_%(class)s_has_no_reference"
            ),
            models.CheckConstraint(
                condition=Q(entered_from_title="") | ~Q(summary={}), name="referenced_%(class)s_has_a_summary"
            ),
            models.CheckConstraint(
                condition=Q(entered_from_title="") | ~Q(voice="mission_quote"),
                name="referenced_%(class)s_is_no_quotation",
            ),
        ]

    @property
    def has_reference(self) -> bool:
        """Whether it rests on a reference instead of on quotes."""
        return bool(self.entered_from_title)

    @property
    def reference_address(self) -> str:
        """The web address of the reference; empty where it lies in an archive."""
        place = self.entered_from_place
        return place if place.startswith(("https://", "http://")) else ""
