"""What was told of a fair: the record and its days, the forecast it is held against, both sides'
views.

    actuals        what is known of a fair on a day
    chance_scores  how good the chances of covering costs were, over the book of fairs
    counted        what was counted of the shares of a plan, one by one
    evaluation     what a team makes of a fair
    falls          counts of leads that fall from one day to a later one
    file           a record as text, JSON, and back
    forecast       a forecast as it was made
    guess_scores   how good guesses were
    guesses        what people guessed before a fair, each under their own name, and what came of it
    record         what happened at one fair, as it was told
    year_forecast  a year as it was forecast, its fairs together and each alone
"""
