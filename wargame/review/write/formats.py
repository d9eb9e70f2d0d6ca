"""Formats: the report of one session as the bytes of a file, by the ending of the file's name. HTML is `html`'s."""

from __future__ import annotations

from wargame.review.data.report import Report

FORMATS = (".html", ".md", ".docx", ".csv", ".json")
"""What a report can be written as."""


def dump_report(report: Report, ending: str) -> bytes:
    """The report as a file with this ending. What it needs is imported when it is asked for."""
    if ending == ".csv":
        from wargame.review.write.csv_export import dump_csv

        return dump_csv([report]).encode()
    if ending == ".json":
        from wargame.review.write.json_export import dump_report_json

        return dump_report_json(report).encode()
    from wargame.review.write.report_outline import build_report_outline

    if ending == ".md":
        from wargame.review.write.markdown import format_markdown

        return format_markdown(build_report_outline(report)).encode()
    if ending == ".docx":
        from wargame.review.write.charts.report_charts import draw_charts
        from wargame.review.write.docx_export import dump_docx

        over = report.overview
        return dump_docx(
            build_report_outline(report, draw_charts(report, png=True)), over.ended or over.began, draft=not over.final
        )
    raise ValueError(f"no report can be written as {ending!r}")
