"""Invented reports: one wire story as papers print it, and others on the same matter."""

WIRE = """\
NORTHFIELD (Wire) - Police spending in Northfield will fall to 86.6 million crowns next year \
from 90.2 million, according to a budget that the town council adopted late on Tuesday after \
a debate of five hours.

The largest single cut is in the Safer Streets grant, which the interior ministry pays to 41 \
towns. Northfield's share drops from 5.0 million crowns to 3.0 million, a fall of 40 \
percent, and ends altogether in December.

"We were told by letter, on a Friday afternoon, with nobody to call," said Mara Brook, the \
mayor. "That is not how one treats a town of ninety thousand people."

Hugo Lund, who leads the opposition, said that the mayor had known of the cut since last \
autumn and had chosen to spend the reserve on the harbour instead. He asked for the minutes \
of two meetings with the ministry to be published.

A spokesman for the ministry said that the grant had always been meant to end after three \
years, and that every town had been given the same notice. He declined to say whether \
another scheme would follow.

The town employs 241 officers, against 312 two years ago. The Police Federation says that \
about half of those who left went to the neighbouring county, where pay is a tenth higher.

Residents who followed the debate from the gallery were divided. Some held up photographs of \
the old station in Mill Lane, which closed in spring and is now let to a bakery.

The budget takes effect on 1 January. The council votes on a separate plan for the evening \
patrols at the harbour next month.
"""
EDITED = (
    WIRE.replace("NORTHFIELD (Wire) - Police", "Police")
    .replace("will fall to", "is to fall to")
    .replace("percent", "per cent")
    .replace("late on Tuesday after a debate of five hours", "on Tuesday night")
    .replace("said Mara Brook, the mayor", "mayor Mara Brook said")
    .replace("asked for", "demanded")
    .replace("declined to say", "would not say")
    .replace("two years ago", "in 2024")
)
"""As a paper prints it after light editing."""
CUT = (
    "Town loses grant. "
    + " ".join(EDITED.split("\n\n")[1:4])
    + """

Our own reporter writes: the mood at the station yesterday was calm. Officers drank their \
coffee \
and read the numbers in this paper. Nobody wanted to be named. One of them has applied for a \
post on the coast, and another one laughed when she was asked whether the patrol at the \
harbour \
would be missed.
"""
)
"""Half of it, under a lead and with an end of the paper's own."""
WRAPPED = WIRE.replace("\n\n", "\n\nAdvertisement\n\n").replace(" ", "\u00a0", 40) + (
    "\n\nMore on this\n\nWeather for the week\n\nSubscribe to our letter\n" * 3
)
"""Between a page's left-overs, with other white space."""
OWN_REPORT = """\
The council of Northfield passed its budget after midnight. It gives the police 86.6 million \
crowns in 2026; this year they had 90.2 million.

Most of what is missing came from the state. A programme called Safer Streets paid five \
million crowns towards patrols in the old port, and will pay three. Mayor Mara Brook \
complained that she heard of it in a letter. "That is not how one treats a town of ninety \
thousand people," she told councillors, to applause from her own side.

The leader of the opposition, Hugo Lund, did not clap. According to him the mayor's office \
was warned in October, and the reserve went to the new quay. He wants to see the minutes.

For the officers the sum is simpler. There were 312 of them in 2024, and there are 241 now. \
The federation that speaks for them blames pay: the county next door gives ten percent more.

In Mill Lane, where the station closed in spring, a bakery sells rolls that it calls constables.
"""
"""Another reporter in the same room: names, figures and one quotation are the same."""
MINISTRY = """\
Safer Streets: questions and answers. The programme was set up for three years and ends for \
all towns on 31 December 2026. Grants for the last year were fixed by the number of \
residents and by the number of offences recorded in 2023. Forty-one towns received a notice \
in writing.

Will there be another programme? No decision has been taken. Towns may apply for means from \
the general fund for prevention until the end of May; forms are on this page.

How much does each town receive? Table 4 lists the grants by town and year. Northfield: 5.0 \
million crowns in 2025, 3.0 million crowns in 2026.
"""
SAME_SOURCES = """\
Five questions about the police budget. What did the council decide? It adopted a budget in \
which police spending falls. By how much? Table 7 has the answer: 90.2 million crowns this \
year, 86.6 million next year, which is four percent less.

Why does the mayor speak of 40 percent? Because one grant fell by that much. What is the \
grant for? For patrols in streets where many people complained. Who pays it? The interior \
ministry, to 41 towns; it always was to end after three years, a spokesman said on \
Wednesday.

Is the town less safe? Nobody knows yet. Recorded offences fell in 2024 and rose in 2025, by \
about as much. Is that the whole story? No: the town also sold a station, and the rent is \
not in the table.
"""

ONE_STORY = {"edited": EDITED, "cut": CUT, "wrapped": WRAPPED}
OTHERS = {"own report": OWN_REPORT, "ministry": MINISTRY, "explainer": SAME_SOURCES}
