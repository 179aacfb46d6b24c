"""How charts look: drawn with Altair, with blanks for what differs from one screen to the next.

`python -m dashboard.charts.drawings` writes each as the specification that the server fills in
(`dashboard.charts.filled_in`). The server itself imports no Altair: it takes 0.6 s, with pandas 70 MB.
"""
