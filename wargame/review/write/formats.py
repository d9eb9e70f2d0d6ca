"""Formats: the report of one session as the bytes of a file, by the ending of the file's name. HTML is `html`'s."""

from __future__ import annotations

from wargame.review.data.report import Report

FORMATS = (".html", ".md", ".docx", ".csv", ".json")
"""What a report can be written as."""


def report_as(report: Report, ending: str) -> bytes:
    """The report as a file with this ending. What it needs is imported when it is asked for."""
    if ending == ".csv":
        from wargame.review.write.csv_export import to_csv

        return to_csv([report]).encode()
    if ending == ".json":
        from wargame.review.write.json_export import to_json

        return to_json(report).encode()
    from wargame.review.write.report_outline import outline

    if ending == ".md":
        from wargame.review.write.markdown import markdown

        return markdown(outline(report)).encode()
    if ending == ".docx":
        from wargame.review.write.charts.report_charts import charts
        from wargame.review.write.docx_export import document

        over = report.overview
        return document(outline(report, charts(report, png=True)), over.ended or over.began, draft=not over.final)
    raise ValueError(f"no report can be written as {ending!r}")
