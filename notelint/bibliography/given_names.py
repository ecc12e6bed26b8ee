"""Given names that are common in many languages, as text: they tell `Doe, Jane, Roe, John` from four family names.

Names that are as common as family names (Martin, Thomas, James, Paul, Wei) are left out where they end a person's name
more often than they begin one.
"""

GIVEN_NAMES = """
aaron adam adrian ahmed alan albert alejandro alessandro alex alexander alexandra alexei alice alina amanda amir
amit amy ana andrea andreas andrei andrew andrey andy angela anil anita anja ann anna anne anthony anton antonio
arun ashish barbara beatriz ben benjamin bernd bernhard bob brian bruno camille carla carlos carmen carol caroline
catherine cecilia charles charlotte chloe chris christian christina christine christoph christopher claire clara
claudia claus craig daniel daniela dave david deborah denis diana diego dirk dmitry donald dorothy douglas edward
elena elizabeth ella ellen emil emilia emily emma eric erik ernst esther eva fabian fatima felix florian francesca
francesco frank franz fred frederik gabriel gabriela geoffrey georg george gerhard giovanni giulia giuseppe grace
greg gregory hannah hans helen helena henrik henry hiroshi holger ian igor ilya ines ingrid irene isabel isabelle
ivan jack jacob jacques jakob jan jane janet jason javier jean jeff jeffrey jennifer jens jeremy jessica jim joan
joanna joao johan johann johannes john jon jonas jonathan jorge jose joseph joshua juan judith julia julian julie
jurgen kai karen karin karl kate katharina katherine kathleen keith ken kenji kenneth kevin klaus kristin larry lars
laura lena leo leon leonardo linda lisa liz lorenzo louis louise luca lucas lucia luis luisa lukas lukasz maggie
manuel marc marcel marco marcos margaret maria marie mario marion marius mark markus martha mary mateo matteo
matthew matthias max maxim melanie michael michel michele miguel mike mikhail mohamed mohammad mohammed monica
monika nadia natalia natalie natasha nathan nick nicola nicolas nicole niklas nikolai nils nina noah noam noel nora
olaf oleg olga oliver olivia oscar pablo pamela paolo pat patricia patrick paula pavel pedro peter petra philip
philipp philippe pierre priya rachel rafael rahul rajesh ralf raphael raul ravi rebecca ricardo richard rob robert
roberto robin roger roland ron ronald rosa ruth ryan sabine sam samantha samuel sandra sanjay sara sarah scott sean
sebastian sergei sergey sergio shreya silvia simon simone sofia sonia sophia sophie stefan stefano stephan stephanie
stephen steve steven susan susanne sven sylvia takashi tamara tanja tatiana ted teresa tim timo timothy tobias tom
tomas tony ulrich ursula uwe valentina vanessa vera veronica victor victoria vijay vincent viola virginia vladimir
walter wendy wolfgang xavier yann yannick yoshua yuki yuri yusuf yves zoe
"""
