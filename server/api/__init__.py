"""The answers to a plan for other programs: what the command line says with ``--json``, by HTTP.

answers    what is asked, read and answered: nothing here knows HTTP
callers    who asks, by a token where the deployment has them, and how often
described  what can be asked, as OpenAPI
refused    why a request is refused, in one sentence and with a status
requests   a request on its way: who asks, how much, the work apart from the server, the answer
"""
