"""The small words of which sentences are made, in two dozen languages: prose is full of them, menus are not."""

from __future__ import annotations

import re

_LANGUAGES = (
    "the of and to in a is that for it as was with be by on not he i this are or his from at which but have an had "
    "they you were their one all we can her has there been if more when will would who so no she other its may "
    "these "
    "what them than some him time into only do could new about out my our also after over such most made your "
    "where "
    "much should very then",
    "der die das und ist nicht von zu den mit sich auf für des dem ein eine einer eines einem auch es an als "
    "im bei "
    "nach wird wurde sind hat haben aus war oder dass wie noch nur werden sie er ich wir aber kann so zum zur "
    "über vor "
    "durch einen",
    "le la les des et est un une du dans que qui pour pas sur au avec ce il elle par plus ne se sont ou mais "
    "nous vous "
    "cette été ses son sa leur ont comme aux même fait aussi",
    "el los las y en es con para del al lo como pero sus su fue ha no este esta entre cuando muy sin sobre "
    "también me "
    "hasta hay donde desde todo durante",
    "di che è per non sono della delle dei nel nella si da gli alla più anche ma questo essere dal suo loro stato",
    "o os de do dos das em um uma não com mais na nos nas foi ao mas é sua seu são quando muito já só pelo "
    "pela até "
    "isso",
    "het een van ik te dat niet op zijn met voor er maar om hij ze aan ook dan werd bij nog naar heeft hun uit "
    "door "
    "worden kan",
    "i att det som på är av för med till inte har ett om så men var jag från nu han hon eller detta vi ska "
    "efter när "
    "også af og til ikke jeg ved blev hun hvor",
    "w z nie się jest że jak za po co tak ale przez dla czy był była oraz jego ich może",
    "ja on ei että se oli kun mutta ovat hän",
    "и в не на что он с как это по его из но а за у к от так же для бы все она они был была было мы этого "
    "только быть "
    "или еще при их до уже если чтобы также года году который которые",
    "і й та що з як про від був вони є",
    "ve bir bu için ile çok olarak olan daha gibi ne ki kadar sonra ama değil",
    "في من على أن إلى التي عن الذي هذا ما كان هذه مع لا بين كما قال بعد قد وقد كل ذلك أو حيث قبل عند كانت خلال يوم",
    "az és hogy egy nem ez volt meg csak mint már",
    "yang dan ini itu dengan untuk pada tidak dari dalam akan ke adalah juga oleh ada karena saya bisa telah lebih",
    "že v s jako pro jsem který od však si cu pe nu este să din mai sau pentru sunt",
    "και το η του της να με για από που στην δεν είναι στο τα οι την των θα",
)
FUNCTION_WORDS = frozenset(" ".join(_LANGUAGES).split())
"""Lower case."""

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_CODE_POINTS = 400
"""So much of a text tells how many of its words are small ones."""


def function_share(text: str) -> float:
    """The share of a text's words that are function words, 0 to 1; 0 without a word."""
    words = _WORD.findall(text[:_ENOUGH_CODE_POINTS].lower())
    return sum(map(FUNCTION_WORDS.__contains__, words)) / len(words) if words else 0.0
