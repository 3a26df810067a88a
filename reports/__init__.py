"""What can be taken away from a plan: PDF, workbook, slide, picture, trials."""

from reports.book import workbook
from reports.page import pdf
from reports.paper import Paper, Section, paper_pdf
from reports.picture import chart_png, chart_svg
from reports.reading import scenario_from_workbook
from reports.report import Report
from reports.slide import slides
from reports.trials import trials_csv

__all__ = [
    "Paper",
    "Report",
    "Section",
    "chart_png",
    "chart_svg",
    "paper_pdf",
    "pdf",
    "scenario_from_workbook",
    "slides",
    "trials_csv",
    "workbook",
]
