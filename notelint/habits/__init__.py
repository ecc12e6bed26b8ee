"""What the notes of a vault have in common, and what one of them departs from: no schema need say it.

Traits are read from each note (`traits`), notes of one template are a family (`families`), what most of a family have
is a habit (`habit`), and habits make a note schema (`inference`), by which a note is read and checked (`learned`).
Which notes are a note's siblings is said in `survey`.
"""
