"""What a verdict makes of a proposal."""

from apps.imports.choices import ProposalStatus, Verdict

STATUS_AFTER = {
    Verdict.ACCEPT: ProposalStatus.ACCEPTED,
    Verdict.REJECT: ProposalStatus.REJECTED,
    Verdict.HOLD: ProposalStatus.HELD,
    Verdict.REOPEN: ProposalStatus.OPEN,
}
