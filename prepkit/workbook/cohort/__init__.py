"""The same workbook for many people: rows in, a folder and a page a person out, an overview for the coach.

reading     rows of a file, one at a time, with their lines    -> people   who they are, or what is wrong
naming      a folder's name that is safe everywhere            -> places   a local folder, or one behind a URL
task        one person's workspace and workbook: what each worker runs, here or on another machine
workers     a process a core                                   -> cluster  Dask
running     all of it in order                                 -> outcomes, results, overview: what came of it
"""
