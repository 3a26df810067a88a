"""What the server does beside the pages: everything that is asked of it by HTTP and is no page.

api        the answers to a plan for other programs
doors      who is let in: by which name of the host, and to the figures of the server itself
headers    what every answer tells the browser: what a page may load, and who may show it in a frame
health     whether it is alive, and whether it can serve
preview    what a link shows of itself where it is sent: title, description and picture
served     all of it, as `app.py` hands it to Streamlit
settings   what the deployment says of the server, in the environment and in its secrets
"""
