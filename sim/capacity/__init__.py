"""Who is served where there are more people than time: at the stand, and in following up.

follow_up  who is followed up where sales has only so many hours for it
peaks      how many visitors a stand with peaks serves
triage     triage
waiting    what triage changes on average
"""
