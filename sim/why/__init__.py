"""Where the answer comes from, how firm it is, and what it is worth to know more.

choosing     what it brings to choose after something has become known
drivers      what the profit hangs on
hints        where inputs contradict each other or experience
information  what it is worth, in money, to know an input before deciding
losing       what the losing fairs have in common, and what is only noise
luck         how much of what may come is luck, and how much is only not known yet
robustness   how far the answer depends on choices that nobody has measured
unknowns     what one does not know beforehand: own parts, and the good or bad fair
unmeasured   these choices, and what rests on averages under each of them
"""
