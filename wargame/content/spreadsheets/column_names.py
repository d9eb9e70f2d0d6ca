"""The names that columns have in injects lists (MSELs) and other sheets of people, in English and Spanish.

A sheet of this program has the names of `wargame.content.spreadsheets.columns`. What else people call the same things
is listed here. What is said in brackets behind a name, and signs, do not matter: *Nº*, *Time (local)*, *INJECT #*.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from wargame.content.model.made_ids import spell_plainly
from wargame.content.spreadsheets.columns import CARD

NUMBER, TIME, SENDER, RECEIVER, METHOD = "number", "time", "sender", "receiver", "method"
"""The columns of an injects list that `Listing` keeps."""
LISTED = (NUMBER, TIME, SENDER, RECEIVER, METHOD)

NOTHING = "-"
"""As the target of a column: it is left out."""

TARGETS = (*(column.name for column in CARD), *LISTED, NOTHING)
"""What a column can be mapped to."""

_CALLED: Mapping[str, str] = {
    NUMBER:
    "#|no|nr|num|number|inject no|inject nr|inject num|inject number|inject #|inject id|event no|event nr"
    "|event number|event #|event id|msel no|msel number|msel #|msel id|msel inject|serial|serial no"
    "|serial number|ser|item|item no|item number|ref|ref no|reference|reference no|reference number|code"
    "|inject ref|inject reference|inject code|n|no inyecto|no de inyecto|num inyecto|numero|numero inyecto"
    "|numero de inyecto|inyecto no|inyecto n|id inyecto|inyeccion no|no inyeccion|numero de inyeccion"
    "|no evento|no de evento|numero de evento|codigo|referencia|orden",
    TIME:
    "time|date|date time|datetime|dtg|date time group|planned time|planned date|scheduled time|scheduled date"
    "|delivery time|time of delivery|inject time|event time|start time|start|exercise time|local time"
    "|real time|estimated time|time due|due|clock|clock time|day time|day and time|date and time"
    "|time and date|timing|t|stime|exercise date|time scheduled|time planned|hora|fecha|fecha hora"
    "|fecha y hora|hora y fecha|hora prevista|hora programada|hora planificada|hora de envio|hora local"
    "|fecha prevista|dia y hora|dia hora|hora inicio|hora de inicio|tiempo|horario|momento",
    "turn":
    "turn|move|round|phase|day|step|stage|period|session|module|turn no|move no|round no|phase no"
    "|exercise day|exercise phase|turno|ronda|fase|jornada|dia|movimiento|etapa|sesion|modulo|paso",
    SENDER:
    "from|sender|source|originator|origin|sent by|simulated by|role player|sim cell|simulator|actor|injector"
    "|caller|from whom|inject source|delivered by|organisation|organization|simulated player|simulated sender"
    "|de|de parte de|remitente|origen|emisor|fuente|enviado por|quien envia|simula|desde|actor simulado",
    RECEIVER:
    "to|recipient|recipients|receiver|addressee|target|audience|target audience|training audience|for|sent to"
    "|to whom|responsible|player|players|team|participant|participants|responsible organization"
    "|responsible organisation|responsible party|affected|inject recipient|target player|recipient player|a"
    "|para|destinatario|destinatarios|receptor|destino|equipo|jugador|jugadores|dirigido a|audiencia"
    "|responsable|participante",
    METHOD:
    "method|mode|means|medium|media|channel|delivery|delivery method|delivery mode|delivery means"
    "|method of delivery|mode of delivery|means of delivery|inject mode|inject method|via|communication"
    "|communication method|inject medium|format|medio|metodo|canal|via de entrega|modo|forma de entrega"
    "|medio de entrega|medio de envio|forma de envio|metodo de entrega|medio de comunicacion|forma",
    "title":
    "title|subject|event|event title|event name|headline|inject title|inject name|inject subject|name|topic"
    "|short title|heading|event inject|inject event|key event|incident|issue|event summary|inject summary"
    "|subject line|asunto|evento|titulo|incidente|suceso|tema|nombre|titular|titulo del evento"
    "|titulo del inyecto|nombre del evento|acontecimiento|inyecto evento|evento inyecto",
    "text":
    "text|message|description|script|content|contents|body|narrative|inject text|inject content"
    "|inject description|inject message|inject script|inject details|event description|event details|details"
    "|detail|message text|message content|message body|full text|what happens|scenario text|situation"
    "|storyline|inject narrative|message script|inject|mensaje|descripcion|texto|contenido|guion|detalle"
    "|detalles|narrativa|descripcion del evento|descripcion del inyecto|texto del mensaje"
    "|contenido del mensaje|situacion|que ocurre|inyecto|inyeccion|cuerpo del mensaje",
    "expect":
    "expect|expected action|expected actions|expected response|expected responses|expected player action"
    "|expected player actions|expected outcome|expected outcomes|expected result|expected results"
    "|expected reaction|expected player response|expected participant action|anticipated response"
    "|anticipated action|anticipated actions|anticipated player action|desired response|desired outcome"
    "|desired action|player response|player action|player actions|response expected|expected decision"
    "|expected decisions|decision point|decision points"
    "|expected participant response|accion esperada|acciones esperadas|respuesta esperada"
    "|respuestas esperadas|resultado esperado|resultados esperados|reaccion esperada|actuacion esperada"
    "|decision esperada|accion prevista",
    "objectives":
    "objective|objectives|exercise objective|exercise objectives|training objective|learning objective"
    "|learning objectives|related objective|objective no|objectives tested|objetivo|objetivos"
    "|objetivo del ejercicio|objetivo de aprendizaje|objetivo relacionado",
    "notes":
    "notes|note|remarks|remark|comments|comment|controller notes|facilitator notes|controller remarks"
    "|white cell notes|white cell note"
    "|additional notes|notas|nota|observaciones|observacion|comentarios|comentario",
    "ask":
    "ask|question|questions|discussion questions|discussion question|pregunta|preguntas"
    "|preguntas para el debate",
    "tags":
    "tags|tag|keywords|keyword|etiquetas|etiqueta|palabras clave",
}  # fmt: skip

_BY_NAME = {name: target for target, names in _CALLED.items() for name in names.split("|")}
_OWN = {column.name: column.name for column in CARD}

LONGEST_NAME = 200
"""The most characters of the name of a column."""

MAYBE_NUMBERS = frozenset({"inject", "event", "inyecto", "evento", "inyeccion", "item", "event inject", "inject event"})
"""Names of columns that some lists use for the number of an inject, and others for what it is about."""


def fold_header(text: str) -> str:
    """Return the name of a column as the lists here have it: small letters without accents, signs and brackets."""
    plain = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", text)
    plain = spell_plainly(plain.replace("º", " ").replace("ª", " ").replace("°", " ").replace("№", "no"))
    return " ".join(re.sub(r"[^a-z0-9#]+", " ", plain.replace("#", " # ")).split())


def find_own_column(text: str) -> str:
    """Return the name of a column of this program's own sheets, or an empty text."""
    return _OWN.get(" ".join(text.replace("_", " ").lower().split()), "")


def find_called(text: str) -> str:
    """Return what people mean by the name of a column, or an empty text.

    Of a name with several parts (*Event / Inject*, *Message or script*) the first part that is known counts. A text of
    more than `LONGEST_NAME` characters is no name.
    """
    if len(text) > LONGEST_NAME:
        return ""
    whole = fold_header(text)
    if whole in _BY_NAME:
        return _BY_NAME[whole]
    parts = [fold_header(part) for part in re.split(r"[/|:;,]|\bor\b|\band\b|\bo\b|\by\b|&|\n", text.lower())]
    if len(parts) > 1:
        return next((_BY_NAME[part] for part in parts if part in _BY_NAME), "")
    return ""


class MappingError(Exception):
    """What was typed behind --map cannot be read; the message is one line."""


def parse_mapping(text: str) -> dict[str, str]:
    """Return the targets of columns by their folded names, from a text such as ``Subject=title,Script=text``.

    A name may have commas in it. Raises `MappingError`.
    """
    found: dict[str, str] = {}
    name = ""
    for piece in text.split(","):
        before, sign, target = piece.rpartition("=")
        name = f"{name},{before if sign else piece}" if name else before if sign else piece
        if not sign:
            continue
        wanted = " ".join(target.lower().split())
        wanted = find_own_column(wanted) or (wanted if wanted in TARGETS else find_called(wanted))
        if not wanted:
            from wargame.suggestion import suggest_name

            hint = suggest_name(target.strip(), TARGETS) or f"columns are: {', '.join(_list_short_targets())}"
            raise MappingError(f"{target.strip()!r} is no column of a card; {hint}")
        folded = fold_header(name)
        if not folded:
            raise MappingError(
                f"no name of a column stands before ={target.strip()}; such as Subject=title,Script=text"
            )
        if folded in found:
            raise MappingError(f"{name.strip()!r} is mapped twice")
        found[folded] = wanted
        name = ""
    if name.strip():
        raise MappingError(f"{name.strip()!r} is mapped to nothing; such as Subject=title,Script=text")
    return found


def _list_short_targets() -> list[str]:
    return [name for name in TARGETS if not re.match("option [2-4]", name)]


def format_mapping(mapping: Mapping[str, str]) -> str:
    """Return a mapping as it is typed."""
    return ",".join(f"{name}={target}" for name, target in mapping.items())
