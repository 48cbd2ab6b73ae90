"""Words too common to say what a text is about, in English and Spanish.

All of scikit-learn's English ones are among them (a test says so): asking it for them would load it into every process.
"""

from __future__ import annotations

_ENGLISH = (
    "a able about above across actually after afterwards again against all allow allowed almost alone along already "
    "also although always am among amongst amoungst amount an and another any anybody anyhow anyone anything anyway "
    "anywhere are area areas aren around as at available back be became because become becomes becoming been before "
    "beforehand behind being below beside besides best better between beyond bill both bottom bring but by call can "
    "can't cannot cant co come coming communities community con could couldnt cry current currently de describe "
    "detail didn didn't do does doesn doesn't doing don don't done down due during each eg eight either eleven else "
    "elsewhere empty enough especially etc even ever every everybody everyone everything everywhere except far feel "
    "few fifteen fifty fill find fire first five for former formerly forty found four from front full further get "
    "gets getting give given gives go going good got great gt had has hasn hasnt have haven he help hence her here "
    "hereafter hereby herein hereupon hers herself him himself his how however hundred i i'd i'll i'm i've ie if "
    "improve improved improving in inc increase increased indeed instead interest into is isn isn't it it's its "
    "itself just keep kind know last latter latterly least less let let's like likely little local look lot lots ltd "
    "made make makes making many may maybe me mean meanwhile might mill mine more moreover most mostly move much must "
    "my myself name namely need needed needing needs neither never nevertheless new next nine no nobody none noone "
    "nor not nothing now nowhere of off often on once one ones only onto or other others otherwise our ours ourselves "
    "out over own part people per perhaps place places please possible provide provided provides providing put rather "
    "re really require required requires same say says see seem seemed seeming seems serious several she should "
    "shouldn show side since sincere six sixty so some somehow someone something sometime sometimes somewhere sort "
    "start started still stop such sure system take taking tell ten than thank thanks that that's the their them "
    "themselves then thence there there's thereafter thereby therefore therein thereupon these they they're thick "
    "thin thing things think third this those though three through throughout thru thus time to together too top "
    "toward towards try trying twelve twenty two un under until up upon us use used using very via want wants was "
    "wasn way ways we we're we've well were what what's whatever when whence whenever where whereafter whereas "
    "whereby wherein whereupon wherever whether which while whither who who's whoever whole whom whose why will with "
    "within without won won't work works would wouldn year years yes yet you you're your yours yourself yourselves"
)
_SPANISH = (
    "a al algo algunas algunos ante antes así aquí aunque bien cada casi como con contra cosas cual cuando cuándo "
    "de del desde donde dónde dos durante e el él ella ellas ellos en entre era eran es esa esas ese eso esos "
    "esta está están estas este esto estos falta ha hace hacen hacer han hasta hay la las le les lo los más me "
    "mejor menos mi mis mucho muchos muy nada ni no nos nosotros nuestra nuestras nuestro nuestros o otra otras "
    "otro otros para pero poco poder por porque puede pueden que qué quien se sea ser si sí sin sobre solo sólo "
    "son su sus también tan tanto te tener tenemos tiene tienen toda todas todo todos tu tus un una unas uno unos "
    "usted va vez y ya yo necesita necesitamos"
)
EVERYDAY = frozenset(_ENGLISH.split()) | frozenset(_SPANISH.split())
