"""Why, What to do, Find out and When.

find_out     what to find out first
goal         from the joint goal backwards
levers       what each number alone would have to be, and the button that puts it into the plan
person       what one more person on the stand costs
sales        what the fair asks of sales afterwards
team         the stand team
what_to_do   what can we do
together     which steps together
when         when the money comes
when_inputs  what the page about time asks
why          why
"""
