"""What a reader of the board's text alone decides: `python -m benchmarks.reading [PLANS]`, and of a
year's board: `python -m benchmarks.reading.years`.

For 40 plans whose truth is known the reader decides whether to book. Who books gets what the fair
brings on average, who does not pays the fee that stands on the page; the truth is drawn by
`benchmarks.plain_fairs`, which shares no code with Quitte. Half of the plans are worth it and half
are not, many of them barely. A decision is paid by what it brings more than not booking, as a part
of the plan's costs, so that all plans count alike. A reader's score is that, of the most that
anybody could get who knew every truth: 100 is the best possible, and at least 97 are wanted (as
with quantile dotplots, Fernandes and others 2018, CHI).

**The reader is a program.** It opens the board page as the app draws it, takes its sentences in
their order, Dutch or English, as letters, and knows nothing else: no figure behind them, no
picture. It reads like somebody in a hurry who does what is written: it obeys the sentence of
advice; where there is none it compares the two averages that it finds; where these are missing it
has nothing to go by, and books nothing. Two readers more look at less of the page: one only at the
averages of going and of not going, one only at the forecast (so many of 100, typical gain, typical
loss) and the fee.

So it can show that the sentences hold what the decision needs, that what they say is true, that
rounding does not turn it, and that both languages say the same. It cannot show whether people
understand them, believe them, see them, or follow them when they hope for another answer: that
takes people. And it decides by the average alone, as the advice does for a company without a hurdle
of its own; what a board with a hurdle is worth to read is not asked here.

Controls: the board of another plan; and a page without numbers, from which the advice is gone too,
because it is made of them.

fairs        plans at random, and their truth
page         the text of the board, of a plan or of a year, as the app draws it
reader       what somebody decides who reads it
years        the same of years
kinds        years at random, of every kind
plain_years  their truth
year_reader  what somebody decides who reads the board of one
"""
