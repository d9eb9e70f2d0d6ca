"""The commands for authors, with their options: scenarios, decks and sources."""

from __future__ import annotations

from wargame import EXERCISE
from wargame.commands.grammar import (
    Commands,
    Parser,
    add_ascii_option,
    add_length_option,
    add_scenario_argument,
    add_without_option,
    parse_positive,
    parse_seed,
)


def add_scenario_commands(commands: Commands) -> None:
    """Add the commands below `wargame scenario`."""
    about = "begin, list, show, check or print scenarios"
    scenario = Commands(commands.add("scenario", "", about, "wargame scenario show"), commands.typed, required=True)
    scenario.add("list", "scenarios:list_all", "list the scenarios there are", "wargame scenario list")
    show = scenario.add(
        "show",
        "scenarios:show",
        "show what everyone may know of a scenario",
        f"wargame scenario show {EXERCISE}",
        "The private briefings are left out; they are on the sheets.",
    )
    add_scenario_argument(show)
    instead = show.add_mutually_exclusive_group()
    about = "instead: which facts and objectives its parts carry, and what nothing touches"
    instead.add_argument("--coverage", action="store_true", help=about)
    about = "instead: every name that effects and conditions can be written against"
    instead.add_argument("--glossary", action="store_true", help=about)
    about = "instead, for the facilitator and the debrief: what moves each number, what reads it, and the loops"
    instead.add_argument("--model", action="store_true", help=about)
    show.add_argument("--json", action="store_true", help="the coverage, the glossary or the model as JSON")
    about = "the model as a page to print: its matrix and its loops, each on one sheet; - for here"
    show.add_argument("-o", "--output", metavar="OUT.html", help=about)
    add_without_option(show)
    new = scenario.add(
        "new",
        "new_files:begin_scenario",
        "begin a scenario of your own: a small one that is complete",
        "wargame scenario new our-town --extends crossroads",
        "Nothing is overwritten. The schema for editors is put beside it.",
    )
    new.add_argument("name", metavar="NAME", help="its id, and the name of its file (scenarios/NAME.yaml)")
    how = new.add_mutually_exclusive_group()
    how.add_argument("--extends", metavar="S", default=EXERCISE, help=f"the scenario to lay it over ({EXERCISE})")
    how.add_argument("--blank", action="store_true", help="one that stands alone, with a deck and a source")
    new.add_argument("-o", "--output", metavar="FILE", help="where to write it")
    _add_schema(scenario, "scenario")
    check = scenario.add(
        "check",
        "content_check:check_scenarios",
        "check scenarios with their decks and sources",
        "wargame scenario check mine.yaml",
    )
    _add_check_options(check, "scenario")
    sheet = scenario.add(
        "sheet",
        "scenarios:write_sheets",
        "write everything for paper as one HTML file",
        f"wargame scenario sheet {EXERCISE} -o sheets.html",
        "Briefs, numbered offers, deal forms, track board, map,\n"
        "evaluation and feedback forms: open the file in a browser and print it.",
    )
    add_scenario_argument(sheet)
    sheet.add_argument("-o", "--output", metavar="OUT.html", help="the file to write, or - for here (SCENARIO.html)")


def add_deck_commands(commands: Commands) -> None:
    """Add the commands below `wargame deck`."""
    about = "begin, list, show, check, try or print decks of cards"
    deck = Commands(commands.add("deck", "", about, "wargame deck list"), commands.typed, required=True)
    new = deck.add(
        "new",
        "new_files:begin_deck",
        "begin a deck of your own: a small one that is complete",
        "wargame deck new week-five --scenario crossroads",
        "Nothing is overwritten. The schema for editors is put beside it.",
    )
    new.add_argument("name", metavar="NAME", help="its id, and the name of its file (NAME.yaml)")
    new.add_argument("--scenario", metavar="S", default=EXERCISE, help=f"the scenario it is for ({EXERCISE})")
    new.add_argument("-o", "--output", metavar="FILE", help="where to write it")
    listed = deck.add(
        "list",
        "deck_show:list_all",
        "list the decks there are, or the cards that fit",
        "wargame deck list --role cell --cites nolden-2011:4",
        "With --tag, --role or --cites: the cards that fit all of them.",
    )
    listed.add_argument("decks", metavar="FILE", nargs="*", help="decks, files or ids (all that are shipped)")
    listed.add_argument("--tag", metavar="TAG", help="cards with this tag")
    listed.add_argument("--role", metavar="ROLE", help="cards this role answers, or that change a number of its own")
    cited = "cards that cite this: SOURCE, SOURCE/FACT, SOURCE:PAGE, or a page of any source"
    listed.add_argument("--cites", metavar="WHAT", help=cited)
    listed.add_argument("--json", action="store_true", help="the list as JSON")
    show = deck.add(
        "show", "deck_show:show", "show what is in a deck, or one card whole", "wargame deck show nolden-2011 letter"
    )
    show.add_argument("deck", metavar="FILE", help="a deck, file or id")
    show.add_argument("card", metavar="CARD", nargs="?", help="the id of a card")
    view = "as the players will see it, the facilitator, or its author; without CARD, all of them (facilitator)"
    show.add_argument("--as", dest="view", choices=("players", "facilitator", "author"), help=view)
    edit = deck.add(
        "edit",
        "deck_edit:edit",
        "open a deck at the deck desk, to be written and mended",
        "wargame deck edit week-five.yaml offer",
        "Checked as you pause, with a preview; saving changes only what you edited. What is shipped is only read.",
    )
    edit.add_argument("deck", metavar="FILE", help="a deck, file or id")
    edit.add_argument("card", metavar="CARD", nargs="?", help="the id of the card to begin with")
    add_ascii_option(edit)
    _add_schema(deck, "deck")
    check = deck.add(
        "check",
        "content_check:check_decks",
        "check decks, and say where and how to mend what is wrong",
        "wargame deck check mine.yaml --watch",
        "Warnings do not count as errors. What stands in [brackets] behind one is its code:\n"
        "--explain CODE says more, and a key silence: {CODE: the reason} on a card leaves it out.",
    )
    _add_check_options(check, "deck")
    check.add_argument("--scenario", metavar="S", help="hold them against this scenario (the one each deck names)")
    check.add_argument("--content", action="store_true", help="hold their words to the standards of the house, too")
    text = "a paper that nothing may be copied from, as text; again for more (with --content)"
    check.add_argument("--text", metavar="PAPER", action="append", default=[], help=text)
    rubric = "instead: for grading, what the program sees of each criterion, and what a teacher must judge"
    check.add_argument("--rubric", action="store_true", help=rubric)
    _add_tries(deck)
    _add_spreadsheets(deck)


def _add_tries(deck: Commands) -> None:
    """Add the commands that show a card among bots, and on paper."""
    tried = deck.add(
        "try",
        "deck_try:try_card",
        "say what happens if a card comes early, in the middle or late",
        "wargame deck try mine.yaml letter --games 100",
        "Bots play to an early, a middle and a late turn; from there each exercise goes on twice, once with the card\n"
        "and once without it, with the same cards and dice after it.",
    )
    option = tried.add_argument
    option("deck", metavar="FILE", help="a deck, file or id")
    option("card", metavar="CARD", help="the id of a card")
    option("--scenario", metavar="S", help="try it in this scenario (the one the deck names)")
    option("--games", metavar="N", type=parse_positive, default=40, help="how many exercises (40)")
    add_length_option(tried)
    option("--seed", metavar="N", type=parse_seed, default=1, help="the same seed gives the same report (1)")
    option("--json", action="store_true", help="the figures as JSON")
    sheet = deck.add(
        "sheet",
        "deck_sheet:write_card_sheet",
        "write the cards for paper as one HTML file, nine to a page",
        "wargame deck sheet mine.yaml -o cards.html",
        "Fronts to be read aloud, and backs for the facilitator. Open it in a browser and print it on both sides,\n"
        "flipped on the long edge. The rest that paper needs: wargame scenario sheet.",
    )
    sheet.add_argument("deck", metavar="FILE", help="a deck, file or id")
    sheet.add_argument("--scenario", metavar="S", help="in the words of this scenario (the one the deck names)")
    paper = "what the pages are cut for (a4)"
    sheet.add_argument("--paper", choices=("a4", "letter"), default="a4", help=paper)
    about = "the fronts alone, for the hands of players: no answers, effects or words to the facilitator"
    sheet.add_argument("--fronts", action="store_true", help=about)
    sheet.add_argument("-o", "--output", metavar="OUT.html", help="the file to write, or - for here (DECK.html)")


def _add_spreadsheets(deck: Commands) -> None:
    """Add the commands that read decks from spreadsheets and write them to spreadsheets."""
    take = deck.add(
        "import",
        "deck_spreadsheets:import_spreadsheet",
        "make a deck of a spreadsheet or an injects list (MSEL), a row a card",
        "wargame deck import cards.xlsx -o mine.yaml",
        "What is wrong is told by row and column, and then no deck is written. The usual names of the columns of\n"
        "injects lists are known, in English and Spanish; --map says the rest. To begin with an empty sheet:\n"
        "wargame deck import --template -o cards.xlsx",
    )
    take.add_argument(
        "file", metavar="FILE", nargs="?", help="a spreadsheet: .xlsx, .ods, .csv; or .json (CEXF, a list)"
    )
    take.add_argument("-o", "--output", metavar="OUT", help="the deck to write (FILE.yaml); with --template, the sheet")
    take.add_argument("--scenario", metavar="S", help=f"the scenario it is for (what the sheet says, or {EXERCISE})")
    take.add_argument("--title", metavar="TITLE", help="the title of the deck (what the sheet says)")
    about = 'what columns stand for: "Subject=title,Script=text"; the deck remembers it; =- leaves a column out'
    take.add_argument("--map", metavar="COLUMN=WHAT", action="append", default=[], help=about)
    template = "instead: write a sheet with the names of the columns and one card as an example"
    _add_all(take)
    take.add_argument("--template", action="store_true", help=template)
    give = deck.add(
        "export",
        "deck_spreadsheets:export_spreadsheet",
        "write a deck as a spreadsheet, a row a card",
        "wargame deck export mine.yaml -o cards.xlsx",
        "Importing it gives an equal deck. The ending says what it is: .xlsx or .csv. With --msel: an injects list in\n"
        "the usual layout, and with --session, what was planned beside what happened.",
    )
    give.add_argument("--msel", action="store_true", help="instead: an injects list (MSEL) as other programs have it")
    about = "a session file, for what happened to each card (with --msel)"
    give.add_argument("--session", metavar="FILE", help=about)
    give.add_argument("deck", metavar="FILE", help="a deck, file or id")
    give.add_argument("-o", "--output", metavar="OUT", help="the spreadsheet to write (DECK.xlsx)")


def _add_all(command: Parser) -> None:
    about = "show everything that is wrong, not only the first 200 mistakes of a file"
    command.add_argument("--all", action="store_true", help=about)


def _add_check_options(check: Parser, what: str) -> None:
    """Add the options of both kinds of check."""
    check.add_argument("files", metavar="FILE", nargs="*", help=f"a {what}, file or id, or a folder and all in it")
    check.add_argument("--watch", action="store_true", help="check again at every save, until Ctrl+C")
    check.add_argument("--json", action="store_true", help="what is wrong as JSON")
    _add_all(check)
    check.add_argument("--explain", metavar="CODE", help="instead: what a rule means, with an example")


def _add_schema(commands: Commands, kind: str) -> None:
    group = "sources" if kind == "source" else kind
    made = commands.add(
        "schema",
        f"schemas:write_{kind}_schema",
        f"print the JSON Schema of a {kind}, for editors that complete and check as you type",
        f"wargame {group} schema -o {kind}.schema.json",
        "wargame deck new and scenario new write it for you. To tell an editor of it, begin a file with the line\n"
        f"# yaml-language-server: $schema={kind}.schema.json",
    )
    made.add_argument("-o", "--output", metavar="FILE", help="the file to write, or - for here (-)")


def add_source_commands(commands: Commands) -> None:
    """Add the commands below `wargame sources`."""
    about = "begin, list, show or check the papers that cards cite"
    sources = Commands(commands.add("sources", "", about, "wargame sources list"), commands.typed, required=True)
    sources.add("list", "sources:list_all", "list the sources there are", "wargame sources list")
    show = sources.add(
        "show",
        "sources:show",
        "show what a source says, fact by fact, and what it claims",
        "wargame sources show nolden-2011 9",
    )
    show.add_argument("facts", metavar="SOURCE", help="a source, file or id")
    show.add_argument("fact", metavar="WHICH", nargs="?", help="only this: the id of a fact, or a page")
    new = sources.add(
        "new",
        "new_files:begin_source",
        "begin the facts of a document of your own, for cards to cite",
        "wargame sources new town-report",
        "Nothing is overwritten. The schema for editors is put beside it.",
    )
    new.add_argument("name", metavar="NAME", help="its id, and the name of its file (sources/NAME.yaml)")
    new.add_argument("-o", "--output", metavar="FILE", help="where to write it")
    _add_schema(sources, "source")
    check = sources.add(
        "check",
        "sources:check",
        "prove that the terms of a source's facts stand on their pages",
        "wargame sources check nolden-2011 --text nolden.txt",
    )
    check.add_argument("facts", metavar="FACTS", help="a source, file or id")
    text = "the document's text, each page begun by a line such as === page 3 === (none: the shape alone is checked)"
    check.add_argument("--text", metavar="FILE", help=text)
