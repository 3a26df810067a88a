"""One visitor: what is on the screen, answers remembered, the database at hand, and sign-in.

answers     the answers of the page
companies   which companies have a book where people sign in
clock       the visitor's day, and a moment by the visitor's clock
database    what is kept: the app's only way to the database
journal     what happened, for whoever runs the deployment
keys        under which name a visit keeps a thing, and of what type it is
session     what Streamlit keeps for one visitor, and the one place that reads and writes it
sign_in     who is here
state       the sole owner of what a visitor has on the screen
strangers   who is no stranger where nobody signs in
worked_out  questions beyond the answer, worked out once for equal numbers

Everything that is remembered from one run to the next: where, how, how many at most, what. It is
shared by all visitors of a process and asked for by the numbers themselves, so that none goes out
of date (a version in the book never changes). A full one lets go of what was used longest ago; a
restart empties all. `cache_data` gives each a copy, the other two the same object.

    ui.visit.answers._answer              lru_cache        512  answers
    ui.visit.answers.*                    cache_data       128  strongest inputs, robustness,
                                                                deciding later
    ui.visit.worked_out._asked            cache_data       256  questions beyond the answer
    ui.visit.worked_out._detailed         cache_resource    16  trials with all their detail
    ui.share.page._drawn                  lru_cache         64  QR codes of links
    ui.compare.chosen._comparison         cache_data        64  comparisons
    ui.year.listed._weighed               cache_resource     8  years of up to 12 fairs, each fair's
                                                                money in every year
    ui.year.others._under_choices         cache_resource     8  sets of a year under other choices
    ui.year.refine.months._by_month       cache_data        32  the money of a year by month
    ui.questions.find_out._between_worths cache_data        16  what knowing is worth between plans
    ui.start.said._made                   lru_cache        256  plans out of the seven questions
    ui.book.read.*                        cache_resource  1024  each version in the book, as read
    ui.year.came._frozen                  cache_resource  1024  forecasts of years, as read
    ui.year.came._so_far                  cache_resource    64  years as of a day
    ui.year.came._rates                   cache_resource  1024  what a fair says of good years
    ui.visit.database._database           cache_resource   any  the database behind an address
    sim.draws.streams._kept               lru_cache          6  random numbers of small runs, each
                                                                emptied above `MOST_KEPT` arrays,
                                                                and the last outcomes of each stage
    sim.draws.streams._kept_short         lru_cache          8  the same of short blocks
    sim.draws.order_values._deviations    lru_cache          4  spread of orders and of lots
    sim.draws.sobol._scrambled            lru_cache          8  scrambles of a seed
    sim.draws.sobol.directions            lru_cache          1  direction numbers
    sim.draws.order_values.lots           lru_cache          1  lots of orders
    sim.condition.laws.*                  lru_cache          1  points, weights, what is between
    sim.condition.values.numbers          lru_cache          1  numbers of orders that have a law
    sim.condition.values.law              lru_cache       1024  the worth of so many orders
    sim.condition.takings.worth_of        lru_cache         64  what is believed of an order's worth
    sim.condition.takings.smooth          lru_cache         64  whether it can be worked out
    sim.condition.takings.takings_of      lru_cache         32  what orders bring in, and its tables
    sim.plan.johnson.wide_rule            lru_cache          1  points and weights of an integral
    sim.capacity.peaks._rule              lru_cache          4  the same, for a day with peaks
    sim.capacity.peaks._known             lru_cache          1  concentrations of a rush
    sim.capacity.peaks._table             lru_cache          1  what a stand with peaks serves
    sim.many.work.version                 lru_cache          1  which code gives the figures
    sim.plan.file.example                 lru_cache        128  the examples
    sim.play.expected.best_guess          lru_cache         64  the single-number calculation
    sim.learning.pace.curves              lru_cache        512  what counts at a stage say
    sim.learning.pace._several            lru_cache         16  the same of all stages of a fair
    sim.learning.posterior._pilots        lru_cache          4  normal numbers that measure what was
    sim.learning.rates._points            lru_cache          4  learned, the same for every plan
    sim.learning.from_below._points       lru_cache          4  the same of several fairs
    sim.evaluate.several._said            lru_cache        512  what one fair says of the next
    sim.crm.*                             lru_cache        128  words that CRMs write, and examples
    sim.crm.meaning.meaning               lru_cache       4096  what a word of a file means
    sim.crm.files.vocabulary.folded             lru_cache      20000  a word as it is compared
    server.preview._drawn                 lru_cache         32  pictures of presentation links
    words.*                               lru_cache        128  the languages and their files
    pictures.*                            lru_cache        128  specifications, by language
    pictures.months._spec                 lru_cache         64  the same, by months too

A `cached_property` goes with its object; what a `Key` names (`keys`), with the visit. The browser
keeps the language (`state.COOKIE`), for a working day that it gave the key (`strangers.COOKIE`),
the mark of who made links (`ui.frame.browser`) and what is not saved yet (`ui.actuals.unsaved`).
"""
