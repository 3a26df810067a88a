"""What can be taken away: of a plan PDF, workbook, slide, picture, trials; of a fair what other
systems take in.

page      the PDF of one page
paper     a PDF of several pages, as of an evaluation
picture   the picture of the profit as SVG or PNG
report    the sentences and figures that all of them tell
slide     one slide for PowerPoint
systems   what other systems take in about a fair: a calendar, a CRM
trials    the simulated fairs as CSV
typst     PDF and pixels out of the templates in `templates/`
workbook  the workbooks, of a plan and of a year
"""

from reports.page import pdf
from reports.paper import Paper, Section, paper_pdf
from reports.picture import chart_png, chart_svg, dots_svg, outlook_png, year_png
from reports.report import Report
from reports.slide import slides
from reports.systems.calendar import Agenda, calendar_ics
from reports.systems.campaign import Campaign, campaign_csv
from reports.trials import trials_csv
from reports.workbook.book import workbook
from reports.workbook.reading import scenario_from_workbook
from reports.workbook.year import YearReport, year_workbook

__all__ = [
    "Agenda",
    "Campaign",
    "Paper",
    "Report",
    "Section",
    "YearReport",
    "calendar_ics",
    "campaign_csv",
    "chart_png",
    "chart_svg",
    "dots_svg",
    "outlook_png",
    "paper_pdf",
    "pdf",
    "scenario_from_workbook",
    "slides",
    "trials_csv",
    "workbook",
    "year_png",
    "year_workbook",
]
