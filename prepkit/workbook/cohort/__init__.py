"""The same workbook for many people: rows in, a folder and a page a person out, an overview for the coach.

rows        what stands in a file, row by row
people      who they are, or what is wrong with a row -> outcomes  the values that travel between processes
person      what is done inside a workspace           -> places    a local folder, or one behind a URL
task        one person: what every worker runs        -> workers   a person a core; cluster: Dask
running     all of it, in order                       -> overview: what came of it
"""
