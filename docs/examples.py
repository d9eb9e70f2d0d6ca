"""An example of everything an author writes, for the reference: each loads, with the names of *Crossroads*."""

from __future__ import annotations

from wargame.content.model.claim import Claim, Weakness
from wargame.content.model.deck import Bonus, Card, Check, Deck, Frame, Handout, Listing, Option, Response
from wargame.content.model.experiments import Choices, Expected, Experiment, Rate
from wargame.content.model.learning import CriticalTask, LearningObjective, Levels
from wargame.content.model.mechanics import Action, DealForm, Ending, UpkeepRule
from wargame.content.model.numbers import Derived, Flag, Track, Zone, ZoneNumber
from wargame.content.model.roles import Award, Member, Role, RoleObjective
from wargame.content.model.scenario import Arguments, Budget, Length, Question, Scenario
from wargame.content.model.source import Fact, Source
from wargame.content.model.switches import Switch
from wargame.content.model.types import Model

EXAMPLES: dict[type[Model], str] = {
    Deck: """
format: 1
id: week-five
title: Week five
about: Events for the session on courts. They rest on Killebrew and Irvine.
scenario: crossroads
cards:
  - id: verdict
    title: A verdict nobody expected
    text: >-
      For the first time a governor is convicted. The judge is a hero in the capital and alone at home. His colleagues
      in three provinces have asked for leave, and the papers ask which of them will be next.
    effects: {rule_of_law: +1, violence: +1}
""",
    Card: """
id: verdict
title: A verdict nobody expected
text: >-
  For the first time a governor is convicted. The judge is a hero in the capital and alone at home. His colleagues in
  three provinces have asked for leave, and the papers ask which of them will be next.
cites: [killebrew-irvine-2011/threat-to-governance]
when: {rule_of_law: 4+}
effects: {rule_of_law: +1, violence: +1}
response:
  role: security
  prompt: Three judges ask for leave. What do you offer them?
  options:
    - {id: guards, title: Guards, effects: {will: -1}}
    - {id: leave, title: Leave, effects: {rule_of_law: -1}}
expect: Does anybody ask what a conviction changes for those who have to go on living there?
ask: [Who pays for a verdict, and who is thanked for it?]
objectives: [rule-of-law]
tags: [week-five, courts]
notes: Keep it for a team that believes in arrests.
""",
    Handout: """
file: pictures/harbour.png
caption: The harbour at night, from the mole
text: A freighter without lights lies outside the breakwater; two tugs are beside it.
""",
    Listing: """
number: INJ-001
time: "09:05"
sender: The harbour authority
receiver: The security team
method: phone
""",
    Response: """
role: cartel
prompt: The envoy waits outside. Do you see him?
when: {flags.exposed: false}
options:
  - {id: see, title: See him, effects: {cohesion: -1, revenue: +1}}
  - {id: send_away, title: Send him away, effects: {scrutiny: -1}}
""",
    Option: """
id: speak
title: Speak in public
text: It may settle the matter, or make it one.
check: {target: 8}
success: {will: +2}
failure: {will: -1}
""",
    Frame: """
when: {violence: 6+, any: [{will: 4-}, {flags.attacked: true}]}
effects: {will: -1}
lasts: 3
""",
    Check: """
target: 8
plus:
  - {when: {partnership: 6+}, add: +1, because: the neighbours share what they know}
  - {when: {scrutiny: 3-}, add: -1, because: nobody is looking there}
""",
    Bonus: """
when: {cohesion: 7+}
add: +1
because: the organisation pulls together
""",
    Scenario: """
format: 1
id: our-town
title: Our town
extends: crossroads
without: {experiments: [early-partnership]}
tracks:
  violence: {name: Violence, about: How much people suffer from the fighting., start: 7}
""",
    LearningObjective: """
id: courts
text: Say what a court needs, besides a judge, to make a verdict hold.
tasks:
  - {id: needs, text: "A team names what a verdict needs, and who provides it.", seen_in: [plans, answers]}
levels:
  P: A team names unasked what a verdict needs, and who would have to provide it.
  S: A team names what a verdict needs; who provides it comes when somebody asks.
  M: A court is built in the reasons of a team, and what it needs comes up only in the debrief.
  U: No reason has a court in it, also after a question.
""",
    CriticalTask: """
id: needs
text: A team names what a verdict needs, and who provides it.
seen_in: [plans, answers]
""",
    Levels: """
P: A team names unasked what a verdict needs, and who would have to provide it.
S: A team names what a verdict needs; who provides it comes when somebody asks.
M: A court is built in the reasons of a team, and what it needs comes up only in the debrief.
U: No reason has a court in it, also after a question.
""",
    Question: """
text: The cartel and the cell will be working together when the exercise closes.
true_when: {nexus: 4+}
every: 2
""",
    Arguments: """
method: weighted
numbers: 1
reasons: 2
""",
    Length: """
turns: 5
minutes: 60
about: One lesson; the story has begun.
opening: {violence: +1, flags.fto_listed: true}
budget: {inject: 1, deal: 2, plan: 3, adjudicate: 3, close: 1}
""",
    Budget: """
inject: 1
deal: 2
plan: 3
adjudicate: 3
close: 1
""",
    Role: """
name: Border cities
key: b
public: You govern on both sides of the river, and the bridges are yours.
private: Only you see what the closed bridges cost. Agree among yourselves when to say it.
objectives:
  - id: calm
    title: Calm streets
    text: 3 points for every step Violence is below 10.
    base: 30
    points: {violence: -3}
    max: 30
""",
    RoleObjective: """
id: govern
title: Govern
text: 4 points for every step of Rule of law, and 6 if nobody struck a blow; at most 40.
points: {rule_of_law: 4}
awards: [{when: {flags.attacked: false}, points: 6}]
max: 40
""",
    Award: """
when: {flags.exposed: true}
points: 10
""",
    Member: """
name: Border state
text: It wants to be asked before something happens on its ground.
zones: [el_paso, laredo]
will: will_mexico
vetoes: {will_mexico: 1-}
""",
    Track: """
name: Patience
about: How long those who vote the money will wait. Costs lower it, results raise it.
max: 8
start: 5
owner: security
seen_by: [security]
high: Nobody asks for a date.
low: Everybody asks for a date.
""",
    Flag: """
name: Bridges closed
about: Nobody crosses. Trade suffers on both sides.
""",
    ZoneNumber: """
name: Unrest
about: How close the place is to open protest.
max: 4
""",
    Zone: """
name: Port of Veracruz
kind: transit
at: [52, 58]
links: [mexico_city]
start: {control: 2, impunity: 2}
about: Where the containers come in. The papers do not name it; it is our map.
""",
    Derived: """
name: Lost places
about: 2 for every plaza or transit zone with Impunity 4 or more; at most 10.
count: zones
where: {kind: [plaza, transit], impunity: 4+}
times: 2
max: 10
""",
    Action: """
id: protect_judges
role: security
group: Institutions
title: Protect the judges
text: Send guards, and pay for them, where courts are under pressure.
objectives: [rule-of-law]
cost: {will: 1}
target: {kind: [plaza, transit], impunity: 2+}
check: {target: 7, plus: [{when: {partnership: 6+}, add: +1, because: the neighbours help}]}
success: {zones.target.impunity: -1, rule_of_law: +1}
failure: {will: -1}
""",
    DealForm: """
id: quiet_summer
title: A quiet summer
text: The cartel keeps its people off the streets, and the coalition looks elsewhere for a while.
between: [cartel, security]
secret: true
when: {violence: 6+}
now: {violence: -1}
each: {violence: -1, rule_of_law: -1}
lasts: 2
promises: {cartel: [press_plaza], security: [interdict]}
broken: {scrutiny: +2}
""",
    UpkeepRule: """
id: weariness
title: People grow tired
text: High violence wears the voters down.
when: {violence: 8+}
effects: {will: -1}
""",
    Ending: """
id: tired_out
title: The coalition gives up
text: The last parliament votes against the money. What was begun stands half built on both sides of the river.
when: {will: 1-, partnership: 3-}
closes: 2
""",
    Rate: """
id: listed
title: The cartel is on the terrorist list at the end
when: {flags.fto_listed: true}
least: 10
most: 60
""",
    Experiment: """
id: early-deal
title: An early deal
text: Nolden expects an arrangement to pay at first and to cost in the end.
role: cartel
takes: {deals: [haven, service]}
within: 1/3
held: [nexus]
compare: [scrutiny]
expects: {soon: better, end: worse}
""",
    Switch: """
id: inquiry
title: The inquiry
text: Nobody looks for a link at the last close.
cites: [nolden-2011/link-would-list]
without: {upkeep: [inquiry, inquiry_deep]}
changes: {tracks: {intel: {start: 2}}}
""",
    Choices: """
actions: [press_plaza]
deals: [haven]
""",
    Expected: """
soon: better
end: worse
""",
    Source: """
format: 1
id: town-report
author: City of Example
title: Report on the state of the courts
publisher: City of Example
year: 2019
pages: 40
short: Town report 2019
facts:
  - id: vacant-benches
    page: "12"
    claim: One bench in four has stood empty for more than a year.
    terms: ["25 per cent", vacant]
    stance: asserts
""",
    Fact: """
id: vacant-benches
page: "12-13"
claim: One bench in four has stood empty for more than a year.
terms: ["25 per cent", vacant]
stance: asserts
""",
    Claim: """
id: benches-first
title: Judges before police
text: >-
  Cases fail in court and not in the street, since one bench in four stands empty. More arrests only make the queue
  longer. The city should therefore fill its benches before it hires police.
pages: ["12"]
rests_on: [vacant-benches]
may_fail:
  - text: A bench that is filled by the mayor's friends decides no better than an empty one.
    document: Example Bar Association, Letter to the mayor, May 2020
""",
    Weakness: """
text: A bench that is filled by the mayor's friends decides no better than an empty one.
rests_on: [vacant-benches]
""",
}
