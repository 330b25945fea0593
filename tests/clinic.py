"""An invented story with every slot filled, which tests of the bank, the ladder and the guide tell."""

from __future__ import annotations

from prepkit.models import ImpactMetric, Story

METRIC = ImpactMetric(
    name="Missed visits",
    baseline=18,
    actual=11,
    unit="%",
    population="2,400 patients",
    window="12 weeks",
    attribution="Two clinics, one of them without the message",
)
CLINIC = Story(
    id="clinic",
    title="Patients who forgot their visit",
    project="Reminders",
    year=2024,
    situation="In 2024 18% of 2,400 visits at our clinic were missed.",
    customer="Patients with a visit after four weeks or more",
    customer_need="They could not remember a date that they were given six weeks before.",
    evidence="I called 40 who had missed theirs. One said: 'Nobody reminded me.'",
    product_decision="I decided on one message, the evening before.",
    trade_off="The finance team wanted a fee of $20; we gave that up.",
    actions="I wrote the message with two nurses and tested it with nine patients.",
    partners="Finance objected to the loss of the fee. I showed them the 40 calls.",
    launch="It went out in May 2024. I kept the weekly number until December.",
    customer_impact_metric=METRIC,
    principles=("customer-obsession",),
)
