"""The language, without a screen: words and number formats, and the sentences made of them.

actions      what can be done, in words
answer       the answer in sentences, the same on the page and in everything that is taken from
             it
beliefs      what a belief means, in its own numbers
catalogue    one catalogue a language, keyed by parameter key
costs        the likely costs as a table is read, and which lines are for own people
languages    the languages: every folder here that says how it writes
markdown     texts as Markdown
measured     simulated numbers in words
numbers      how a language writes numbers, money and days, and its plurals
research     what knowing is worth, in words
stepwise     steps that could be taken, and what several of them would do together
translation  a plan and what was typed, in another language
why          why, in words

The texts themselves stand in `sources.toml` (title and address of each published source, the same
in every language) and in a folder a language, as ``en``:

language.toml         what it is called, and how it writes numbers, money and days
parameters.toml       each input: label, what it is, where to find it, what is published
examples.toml         names of the examples and of the lines of their costs; by which words a line
                      of any budget is recognised
problems.toml         what can be wrong with what was typed or opened, and what is allowed
console.toml          the command line
api.toml              what the interface for other programs says
leads.toml            what is said of a file of leads
reports.toml          PDF, workbook, slide, picture, and the days in a calendar
pages/app.toml        menu, Plan and How it works, and what several pages say: answer, chart,
                      stages, phases, hints
pages/board.toml      Board
pages/compare.toml    Compare
pages/door.toml       what is closed to strangers, on any page
pages/drivers.toml    Why
pages/evaluate.toml   Evaluate: boxes, files of a CRM, what the team makes of it, and the paper
pages/fairs.toml      Fairs, signing in, and what can be wrong with the book
pages/invoices.toml   invoices that are dropped on costs, on Plan and on Evaluate
pages/levers.toml     What to do
pages/lines.toml      tables of lines, and lines out of a spreadsheet
pages/research.toml   Find out
pages/share.toml      Share, and what can be wrong with a link to show
pages/start.toml      Start: the seven questions
pages/streamlit.toml  Streamlit's own texts: in English as it writes them, and what stands for them
pages/together.toml   What to do: several steps together
pages/when.toml       When
pages/year.toml       The year

A key begins with the name of its file (``levers.title``), or with a table of app or problems
(``menu.plan``).
"""
