"""What can be taken away: of a plan PDF, workbook, slide, picture, trials; of a fair what other
systems take in.

book     the workbook
page     the PDF of one page
paper    a PDF of several pages, as of an evaluation
picture  the picture of the profit as SVG or PNG
reading  a plan out of a workbook that may have been changed
report   the sentences and figures that all of them tell
rows     a plan as rows of the workbook: inputs and costs, as written and as read back
sheets   the sheets of the workbook that are read back, and how every cell looks
slide    one slide for PowerPoint
steps    the sheet of the workbook with the steps of a plan, written and read back
systems  what other systems take in about a fair: a calendar, a CRM
trials   the simulated fairs as CSV
typst    PDF and pixels out of the templates in `templates/`
year     the workbook of a year of fairs: its sentence, its fairs, and every set of them
"""

from reports.book import workbook
from reports.page import pdf
from reports.paper import Paper, Section, paper_pdf
from reports.picture import chart_png, chart_svg, dots_svg
from reports.reading import scenario_from_workbook
from reports.report import Report
from reports.slide import slides
from reports.systems.calendar import Agenda, calendar_ics
from reports.systems.campaign import Campaign, campaign_csv
from reports.trials import trials_csv
from reports.year import YearReport, year_workbook

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
    "paper_pdf",
    "pdf",
    "scenario_from_workbook",
    "slides",
    "trials_csv",
    "workbook",
    "year_workbook",
]
