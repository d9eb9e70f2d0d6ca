"""A report such as a class would make, with one of everything, and with texts that try to be more than text."""

from __future__ import annotations

from dataclasses import replace

from wargame.review.data.model_page import ModelArrow, ModelCell, ModelLoop, ModelPage, ModelPart
from wargame.review.data.play_record import (
    CardPlay,
    Decision,
    Die,
    EndMap,
    MapPoint,
    NumberChange,
    Series,
    TimeSpent,
    TrackMark,
)
from wargame.review.data.report import (
    Aim,
    Alternative,
    Calibration,
    CitedDocument,
    DebriefRemark,
    DecisionImpact,
    Estimate,
    Evenness,
    Impact,
    Overview,
    Recommendation,
    Report,
    ReportEarlierRating,
    ReportObservation,
    ReportQuestion,
    ReportRating,
    ReportTask,
    Score,
    Seat,
)

NASTY = (
    "<script>alert(1)</script>",
    "=1+1",
    "+1-1",
    "-2+3",
    "@SUM(A1:A2)",
    "\t=1+1",
    "\r=cmd",
    "# no heading\n- no list\n1. nor this",
    "| a | b |",
    "**bold** _it_ [x](javascript:alert(1)) `code` ~~no~~",
    "&amp; &lt; \\| \\",
    "a\x00b\x07c\x1b[31m\u202e\ufffe",
    "{{ 7*7 }} {% raw %}",
    "![x](http://example.org/x.png) <http://example.org> http://example.org www.example.org",
    "***", "---", "> said", "    four spaces", "~~~", "Title\n=====",
    "'quoted', \"twice\"; semicolon",
    "日本語 العربية 🙂 𝔘",
)  # fmt: skip

_ROLES = (("cartel", "Cartel"), ("cell", "Terrorist cell"), ("security", "Regional security"))
_OBJECTIVES = (
    ("together", "Judge when a region does better by acting together than each state does alone."),
    ("evidence", "State how likely a claim is, and change the estimate for a reason."),
)
_ROLL = Die(9, 1, "security", "Interdict the crossings", 8, -1, 7, "success", 0.42)
_STRENGTH = ReportObservation(
    9, 1, "strength", "together", "The coalition asked what each partner could carry.", "line 9", "nolden-2011, p. 31"
)
_WEAKNESS = ReportObservation(
    14, 2, "improvement", "evidence", "Estimates moved without a reason.", "", "", "One spoke, and they followed."
)


def report() -> Report:
    """Three roles, two turns, one of everything."""
    return Report(
        overview=Overview(
            title="The Impracticable Alliance",
            session="tuesday",
            began="2026-11-17T09:00:00Z",
            ended="2026-11-17T10:12:00Z",
            scenario="impracticable-alliance",
            length="short",
            turns=4,
            played=2,
            scope="The Impracticable Alliance at its short length, weighted 2d6, seeded dice.",
            summary="A cartel that lives by trade and a cell that lives by an idea share one region.",
            objectives=tuple(text for _, text in _OBJECTIVES),
            course="Security studies, term 2",
            sponsor="",
            contact="the department's office",
            seats=tuple(Seat(role, name, "people", 4) for role, name in _ROLES),
            final=False,
            file="2026-11-17-impracticable-alliance-tuesday.jsonl",
            head="053f6b2b978c4ab4c8ab243184e7d21fa80ad9aedcbc0908abfa3b46645a8af7",
            faith="exact",
            program="wargame 0.1.0",
        ),
        ending="The region holds",
        ending_text="The neighbours kept their promise, and the courts began to work.",
        scores=(
            Score("cartel", "Cartel", 4.5, None, (Aim("Profit", "Bank the season.", 4.5, None, False),)),
            Score("security", "Regional security", 7, 12, (Aim("Peace", "Less violence.", 7, 12, True),)),
        ),
        question=ReportQuestion(
            "The cartel and the cell will be working together when the exercise closes.",
            "True at the end with Nexus 4 or more.",
            False,
            (
                Estimate(11, 1, "cartel", 60, "likely", "They need our gates."),
                Estimate(12, 1, "security", 19, "very unlikely", "Aims differ."),
                Estimate(20, 2, "cartel", 30, "unlikely", "It cost us more than it paid."),
            ),
            (
                Calibration("cartel", "Cartel", 2, 0.225, 60, 30),
                Calibration("cell", "Terrorist cell", 0, None, None, None),
                Calibration("security", "Regional security", 1, 0.0361, 19, 19),
            ),
        ),
        impact=Impact(
            20,
            "bots that weigh",
            (
                DecisionImpact(
                    9, 1, "security", "Regional security", "Interdict the crossings at Juárez", 1.5, True,
                    (Alternative("Build courts", 1.5, 0.4, 2.6, 0.35), Alternative("Hold", -0.2, -1.0, 0.6, 0.0)),
                ),
            ),
            "Bots weigh numbers; they cannot be talked round, and do not learn.",
        ),
        overall="S",
        ratings=(
            ReportRating(
                "together", _OBJECTIVES[0][1], "P", "P", "They shared the burden.", (_STRENGTH,), (9,),
                (
                    ReportTask("a", "A team names what a joint step costs.", "done", (9, 14), 1),
                    ReportTask("b", "A team says when it would stop.", "not-done", (), 2),
                    ReportTask("c", "Somebody asks who pays.", "not-seen", (), 0),
                ),
                (("P", "Unasked."), ("S", "When asked."), ("M", "In the debrief."), ("U", "Not at all.")),
                (ReportEarlierRating("M", 9, 1),),
            ),
            ReportRating("evidence", _OBJECTIVES[1][1], "S", "S", "", (_WEAKNESS,), (12, 14, 20)),
        ),
        improvements=(
            Recommendation("Courts wait for the army", "Fund both in one plan", "Regional security", (9, 20)),
        ),
        decisions=(
            Decision(
                9, 1, "plan", "security", "Regional security", "people", "plan",
                "Interdict the crossings (Plaza Juárez)", "Success: less revenue for the cartel.",
                "Money is their reason; take it.", "Their profit is the only bond with the cell.",
                ("Build courts", "Hold"), 185.0, "",
                (NumberChange("Revenue", "5", "3", "Interdict the crossings"),
                 NumberChange("Nexus", "0", "1", "a deal", True)),
                (_ROLL,), bookmark="Why not courts?",
            ),
            Decision(
                10, 1, "plan", "cell", "Terrorist cell", "the bot doctrine", "plan", "Lie low", "", "It is safe.", "",
                ("Strike",), 0.0, "", (), (), struck=True,
            ),
            Decision(
                13, 2, "plan", "facilitator", "Facilitator", "people", "overrule", "Overrule the result", "It failed.",
                "The map forbids it.", "", (), 12.4, "controller", (), (),
            ),
        ),
        series=(
            Series("violence", "Violence", 0, 10, (5, 6, 4),
                   (TrackMark(1, 1, "Force", 9), TrackMark(2, -2, "Truce", 13))),
            Series("revenue", "Revenue", 0, 10, (5, 3, 3), (TrackMark(1, -2, "Interdict the crossings", 9),), "Cartel"),
        ),
        map=EndMap(
            (
                MapPoint("juarez", "Plaza Juárez", "plaza", 0.2, 0.3, (("Control", 6, 4), ("Impunity", 7, 7))),
                MapPoint("el_paso", "El Paso", "market", 0.25, 0.2, ()),
            ),
            (("juarez", "el_paso"),),
        ),
        cards=(
            CardPlay(
                1, 1, 3, "arms_trade", "Arms across the border", "nolden-2011", "Regional security", "the news",
                "They ask who pays.", "Promise better checks at the border", "delivered", "nolden-2011, p. 12",
            ),
            CardPlay(2, 0, 0, "elections", "An election nears", "nolden-2011", "", "", "", "", "not drawn", ""),
        ),
        dice=(_ROLL, Die(15, 2, "cell", "Exposure", 3, 0, 0, "", None, False)),
        seed=7,
        spent=(
            TimeSpent("cartel", "Cartel", "plan", 312.0, 2),
            TimeSpent("cell", "Terrorist cell", "plan", 95.0, 2),
            TimeSpent("security", "Regional security", "deal", 64.5, 1),
        ),
        evenness=(
            Evenness("cartel", "Cartel", 1, 0, 1, 1.5, 312.0),
            Evenness("cell", "Terrorist cell", 0, 0, 0, None, 95.0),
            Evenness("security", "Regional security", 0, 2, 2, -0.5, 4000.0),
        ),
        hats=(("controller", 1), ("white cell", 2)),
        debrief=(
            DebriefRemark(40, "Plus and delta", "plus", "cartel", "Cartel", "We counted before we promised."),
            DebriefRemark(41, "Plus and delta", "delta", "security", "Regional security", "Ask the partners sooner."),
            DebriefRemark(42, "Take-aways", "take-away", "", "", "A bargain needs a common aim.", "One sentence each"),
        ),
        cited=(CitedDocument("Nolden 2011", (("12", "Arms move south, money moves north.", "Card 1"),)),),
        notes=(ReportObservation(16, 2, "note", "", "The room was loud.", "", ""),),
        model=_build_model(),
    )  # fmt: skip


def _build_model() -> ModelPage:
    """Law and violence, each of which lowers the other."""
    law, fear = ModelPart("Law restrains", "", "K 3"), ModelPart("Fear", "", "ours, after K 1")
    arrows = (
        ModelArrow("Rule of law", "Violence", -1, True, (law,), 0),
        ModelArrow("Violence", "Rule of law", -1, True, (fear,), 2),
    )
    return ModelPage(
        numbers=("Rule of law", "Violence"),
        cells=(
            ModelCell("Violence", "action", "Cartel", "Make an example 7+", "N 4", ("+2",), "", ()),
            ModelCell("Rule of law", "rule", "", "Law restrains", "K 3", (), "", ("≥6",)),
            ModelCell("Violence", "rule", "", "Law restrains", "K 3", ("−1",), "↓", ("≥5",)),
        ),
        loops=(ModelLoop("R1", True, ("Law restrains", "Fear"), arrows),),
        found=7,
        documents=(("K", "Killebrew & Irvine 2011"), ("N", "Nolden 2011")),
        counted=(),
        off=("Detection",),
        silent=("Hold",),
        timed=False,
        free=True,
        marked=False,
    )


def nasty() -> Report:
    """The same with every nasty text in a decision of its own, and one wherever else people write."""
    made, first = report(), report().decisions[0]
    decisions = tuple(
        replace(first, line=50 + n, because=text, amended=text, attempted=text, happened=text, bookmark=text)
        for n, text in enumerate(NASTY)
    )
    text = " ".join(NASTY)
    return replace(
        made,
        overview=replace(made.overview, title=text, session=text, course=text, contact=text, sponsor=text, file=text),
        decisions=(*made.decisions, *decisions),
        debrief=tuple(DebriefRemark(60, "Feedback", "feedback", "", "", one) for one in NASTY),
        improvements=tuple(Recommendation(one, one, one, (9,), one, one, one, one) for one in NASTY),
        notes=tuple(ReportObservation(61, 2, "note", "", one, one, one, one) for one in NASTY),
    )
