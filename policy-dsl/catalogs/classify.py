"""What an operation of a public description does, by one rule; README.md states it."""
import pathlib
import re

WORDS = (pathlib.Path(__file__).parent.parent
         / 'src/main/resources/dev/holdpoint/analysis/http/words.txt')
ORDER = {'read': 0, 'write': 1, 'grant': 2, 'destroy': 3}
LETTER = {'read': 'r', 'write': 'w', 'grant': 'g', 'destroy': 'd'}


def load():
    classes = {}
    for line in WORDS.read_text(encoding='utf8').splitlines():
        if line and not line.startswith('#'):
            name, words = line.split(':', 1)
            classes[name] = words.split(',') if ',' in words else words.split()
    return {k: set(w.strip() for w in v) for k, v in classes.items()}


CLASSES = load()


def split(part):
    """Words of one part of a name, as Words.java splits them."""
    words = [w.lower() for w in re.findall(
        r'[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+', part)]
    return [w for word in words for w in parted(word)]


def parted(word):
    """Words that are written together: batchdelete, deletecomputeenvironment."""
    if len(word) > 7 and word not in CLASSES['destroy']:
        for i in range(3, min(11, len(word) - 2)):
            first, rest = word[:i], word[i:]
            if (first in CLASSES['order'] and rest not in CLASSES['bend']
                    or first in CLASSES['modifier'] and rest in CLASSES['destroy'] and len(rest) > 4):
                return [first, rest]
    return [word]


def verb_of(word):
    for name in ('destroy', 'grant', 'write', 'read'):
        if word in CLASSES[name]:
            return name
    return None


def strictest(*verbs):
    known = [v for v in verbs if v]
    return max(known, key=ORDER.get) if known else None


def orders_within(words):
    for i, word in enumerate(words[:-1]):
        if word in CLASSES['order'] and verb_of(word) == 'destroy':
            rest = words[i + 1:]
            return (not any(w in CLASSES['matter'] or w in CLASSES['aside'] for w in rest)
                    and rest[-1] not in CLASSES['read'])
    return False


def clause(words):
    first = 0
    while first < len(words) - 1 and words[first] in CLASSES['modifier']:
        first += 1
    if first >= len(words):
        return None
    said = verb_of(words[first])
    if words[first] in CLASSES['opener']:
        return said
    if said is None and orders_within(words[first + 1:]):
        return 'destroy'
    for i in range(first + 1, len(words)):
        decides = i == len(words) - 1 or words[i + 1] in CLASSES['closer']
        if decides and words[i] not in CLASSES['noun']:
            said = strictest(said, verb_of(words[i]))
    return said


def part(words):
    said, start = None, 0
    for i in range(len(words) + 1):
        if i == len(words) or words[i] in ('and', 'or'):
            said = strictest(said, clause(words[start:i]))
            start = i + 1
    said = said or None
    if said == 'write' and given(words) or said is None and (closes(words, 'elevation') or credential_made(words)):
        return 'grant'
    if said in ('write', None) and words and halts(words):
        return 'destroy'
    return said


def behind_halting(words, at):
    """Behind the verb that stands there, of one word or two; as Endings.java."""
    if words[at] in CLASSES['halting']:
        return at + 1
    return at + 2 if ''.join(words[at:at + 2]) in CLASSES['halting'] else -1


def mainstay(words):
    word = words[-1] if words else ''
    return bool({word, re.sub('s$', '', word), re.sub('ies$', 'y', word)} & CLASSES['mainstay'])


def named_before(parts):
    """Whether what a verb alone ends is named before it; versions are those of something."""
    of = parts[:-1] if parts and parts[-1] == ['versions'] else parts
    return bool(of) and mainstay(of[-1])


def bare(words):
    return bool(words) and behind_halting(words, 0) == len(words)


def halts(words):
    first = 0
    while first < len(words) - 1 and words[first] in CLASSES['modifier']:
        first += 1
    behind = behind_halting(words, first)
    if behind > first:
        thing = words[behind:]
        for i, word in enumerate(thing):
            if word in CLASSES['relation']:
                thing = thing[:i]
                break
        return mainstay(thing)
    verb = len(words) - (1 if words[-1] in CLASSES['halting'] else 2)
    return verb > 0 and behind_halting(words, verb) == len(words) and mainstay(words[:verb])


PHRASES = {c: [p.split(' ') for p in CLASSES[c]]
           for c in ('rights', 'elevation', 'credential', 'exchange', 'assigned')}


def ends(words, kind):
    """Where phrases of that kind end; the last word may be in the plural."""
    for i in range(len(words)):
        found = [i + len(p) for p in PHRASES[kind]
                 if words[i:i + len(p)] in (p, p[:-1] + [p[-1] + 's'])]
        if found:
            yield max(found)


def closes(words, kind):
    return any(e == len(words) or words[e] in CLASSES['behind'] | CLASSES['making'] for e in ends(words, kind))


def credential_made(words):
    return (any(w in CLASSES['making'] for w in words) and closes(words, 'credential')
            and not list(ends(words, 'exchange')))


def given(words):
    return bool(list(ends(words, 'rights'))) or closes(words, 'elevation') or credential_made(words)


def given_at(method, template):
    """Whether a POST or PUT to that path makes a credential or assigns rights."""
    segments = [s for s in template.split('?')[0].split('/') if s]
    shaken = any(s.lower() in CLASSES['handshake'] for s in segments)
    words = [[] if s.startswith('{') else split(s) for s in segments[-4:]]
    last = words[-1] if words else []
    if not shaken and last and (not last[-1].endswith('token') and len(last) in ends(last, 'credential')
                                or method == 'POST' and credential_made(last)):
        return True
    if (method == 'POST' and not shaken and len(words) > 1 and last and words[-2]
            and all(w in CLASSES['making'] for w in last)):
        return closes(words[-2], 'credential')
    for at in [len(words) - 1] + ([len(words) - 2] if method == 'PUT' else []):
        if at >= 0 and any(len(w) in ends(w, 'assigned') for w in
                           [words[at]] + [words[b] + ['/'] + words[at] for b in (at - 1, at - 2) if b >= 0] if words[at]):
            return True
    return False


def name(text):
    """What the last part that says anything says; a verb alone is read with what stands before it."""
    parts = [w for w in (split(p) for p in re.split(r'[./:]', text)) if w]
    for i in range(len(parts) - 1, -1, -1):
        said = part(parts[i])
        if said == 'write' and i and len(parts[i]) == 1:
            more = parts[i - 2] if i > 1 and len(parts[i - 1]) == 1 else []
            if credential_made(parts[i] + more + parts[i - 1]):
                return 'grant'
        if said in ('write', None) and bare(parts[i]) and named_before(parts[:i]):
            return 'destroy'
        if said:
            return said
    return None


def summary(text):
    """What the first word of a description says: "Deletes the volume"."""
    m = re.match(r'\W*(?:Permanently |Immediately |Force |Bulk |Batch )?([A-Za-z]+)', text or '')
    if not m:
        return None
    word = m.group(1).lower()
    forms = [word, re.sub(r'es$', 'e', word), re.sub(r's$', '', word), re.sub(r'es$', '', word)]
    verbs = [verb_of(f) for f in forms]
    return strictest(*verbs)


def operation(method, template, ident, description):
    """The letter of the verb."""
    if method == 'DELETE':
        return 'g' if name(ident) == 'grant' else 'd'
    by_name = name(ident)
    if method in ('GET', 'HEAD'):
        first = [w for w in split(re.split(r'[./:]', ident)[-1]) if w not in CLASSES['modifier']][:1]
        severe = first and verb_of(first[0]) in ('destroy', 'grant')
        return LETTER[verb_of(first[0])] if severe else 'r'
    literal = [s for s in template.split('/') if s and not s.startswith('{')]
    last = template.rsplit('/', 1)[-1]
    by_path = None if last.startswith('{') and ':' not in last else (
        part(split(last.rsplit(':', 1)[-1])) if literal else None)
    by_summary = summary(description)
    if method in ('POST', 'PUT') and by_name != 'read' and given_at(method, template):
        by_path = strictest(by_path, 'grant')
    severe = strictest(*[v for v in (by_name, by_path, by_summary) if v in ('destroy', 'grant')])
    # Of a name that says plainly that it reads or writes, a description's first word is not stronger.
    words = split(re.split(r'[./:]', ident)[-1])
    plain = words and words[0] in CLASSES['opener']
    if severe and not (plain and by_name in ('read', 'write') and by_path not in ('destroy', 'grant')):
        return LETTER[severe]
    if by_name == 'read' and method == 'POST':
        return 'r'
    return 'w'
