"""One reader for each style of package: yields (service, host key, method, template, id, description).

A template has {x} for one segment and {+x} for one or more; ?a=b or ?a demands a query parameter. Method "op" stands
for an operation that is called by name (AWS Query and JSON protocols), "graphql" for a root field, "target" for the
prefix of such names in a header, with the host that they belong to in place of a template.
"""
import gzip
import json
import pathlib
import re

HTTP = ('get', 'post', 'put', 'patch', 'delete', 'head')


def files(root, pattern):
    return sorted(p for p in pathlib.Path(root).rglob(pattern))


def text(path):
    return path.read_text(encoding='utf8', errors='replace')


def comment_before(source, at):
    """The text of the documentation comment that ends before the offset."""
    end = source.rfind('*/', 0, at)
    start = source.rfind('/**', 0, end)
    if start < 0 or source[end:at].count('\n') > 30:
        return ''
    body = re.sub(r'^\s*\*\s?', '', source[start + 3:end], flags=re.M).strip()
    return body[:300]


def template(js):
    """A JavaScript template string as a path template."""
    return re.sub(r'\$\{((?:[^{}]|\{[^{}]*\})*)\}', '{x}', js)


def openapi(root):
    spec = json.loads((pathlib.Path(root) / 'generated/api.github.com.json').read_text())
    yield from paths(spec, '', 'github')


def swagger(root):
    spec = json.loads((pathlib.Path(root) / 'dist/swagger.json').read_text())
    yield from paths(spec, spec.get('basePath', ''), 'netlify')


def paths(spec, base, service):
    for path, item in spec['paths'].items():
        for method, op in item.items():
            if method in HTTP:
                template = base + path
                for parameter in op.get('parameters', []):
                    if '$ref' in parameter:
                        parameter = spec['components']['parameters'][parameter['$ref'].rsplit('/', 1)[-1]]
                    # GitHub marks what may hold slashes: the name of a ref, the path of a file
                    if parameter.get('x-multi-segment'):
                        template = template.replace('{%s}' % parameter['name'], '{+%s}' % parameter['name'])
                yield (service, '', method.upper(), template, op['operationId'],
                       op.get('summary') or op.get('description') or '')


def graphql(root):
    schema = json.loads((pathlib.Path(root) / 'schema.json').read_text())
    schema = schema.get('data', schema)
    types = {t['name']: t for t in schema.get('__schema', schema)['types']}
    for field in types['Mutation']['fields']:
        yield 'github', '', 'graphql', '', field['name'], field.get('description') or ''


def botocore(root):
    data = next(p for p in [pathlib.Path(root) / 'botocore/data',
                            pathlib.Path(root) / 'usr/lib/python3/dist-packages/botocore/data'] if p.exists())
    for service in sorted(p.name for p in data.iterdir() if p.is_dir()):
        versions = sorted(p for p in (data / service).iterdir() if p.is_dir())
        model = next((m for m in [versions[-1] / 'service-2.json.gz', versions[-1] / 'service-2.json'] if m.exists()),
                     None)
        if not model:
            continue
        raw = model.read_bytes()
        api = json.loads(gzip.decompress(raw) if model.suffix == '.gz' else raw)
        meta = api['metadata']
        by_name = not meta['protocol'].startswith('rest')
        if meta.get('targetPrefix'):
            yield service, '', 'target', meta['endpointPrefix'], meta['targetPrefix'], ''
        for ident, op in api['operations'].items():
            doc = re.sub(r'<[^>]*>', ' ', op.get('documentation', '')).strip()[:200]
            http = op['http']
            if by_name:
                yield service, meta['endpointPrefix'], 'op', '', ident, doc
            else:
                uri = re.sub(r'\{([^}+]*)\+\}', r'{+\1}', http['requestUri'])
                yield service, meta['endpointPrefix'], http['method'], uri, ident, doc


def googleapis(root):
    for path in files(pathlib.Path(root) / 'build/src/apis', '*v[0-9]*.js'):
        source = text(path)
        api = path.parent.name
        for m in re.finditer(
                r"options\.rootUrl \|\| '([^']+)'.*?url: \(rootUrl \+\s*'([^']+)'\).*?method: '(\w+)'",
                source, re.S):
            host = re.sub(r'^https?://', '', m.group(1)).rstrip('/').split('/')[0]
            before = source.rfind('\n        ', 0, m.start())
            name = re.findall(r'\n        (\w+)\(paramsOrCallback', source[max(0, m.start() - 2500):m.start()])
            cls = re.findall(r'\n    class (Resource\$)?([\w$]+)', source[:m.start()])
            group = cls[-1][1].replace('$', '.').lower() if cls else ''
            ident = '.'.join(x for x in (api, group, name[-1] if name else '') if x)
            if host and before:
                yield api, host, m.group(3), m.group(2), ident, ''


def scoped(uri):
    """A resource that belongs to another begins with that one's whole path."""
    return re.sub(r'^/?\{\+?(\w+)\}/providers/', r'/{+\1}/providers/', uri)


def azure(root):
    for path in files(root, '*.js'):
        if not {'esm', 'dist-esm'} & set(path.relative_to(root).parts):
            continue
        source = text(path)
        group = path.parent.name if path.name == 'operations.js' else path.stem
        for m in re.finditer(
                r'function _([\w$]+)Send\(.*?expandUrlTemplate\(\s*"([^"]+)".*?\.(get|post|put|patch|delete|head)\(',
                source, re.S):
            uri = re.sub(r'\{\?[^}]*\}', '', m.group(2)).replace('%2D', '-')
            yield 'azure', '', m.group(3).upper(), scoped(uri), group + '.' + m.group(1).lstrip('$'), ''
        # Older generators have the same rows in another order, and as var.
        for m in re.finditer(r'(?:const|var) ([\w$]+)OperationSpec = \{(.*?)\n\};', source, re.S):
            uri = re.search(r'\bpath: "([^"]+)"', m.group(2))
            method = re.search(r'\bhttpMethod: "(\w+)"', m.group(2))
            if uri and method and not uri.group(1).startswith('{nextLink}'):
                yield ('azure', '', method.group(1), scoped('/' + uri.group(1).lstrip('/')),
                       group + '.' + m.group(1).lstrip('_$'), '')


def kubernetes(root):
    for path in files(pathlib.Path(root) / 'dist/gen/apis', '*Api.js'):
        source = text(path)
        for m in re.finditer(
                r"async (\w+)\([^)]*\) \{.*?const localVarPath = '([^']+)'.*?HttpMethod\.(\w+)\)",
                source, re.S):
            ident = re.sub('(Cluster|Namespaced)CustomObject', 'CustomObject', m.group(1))
            yield 'kubernetes', '', m.group(3), m.group(2).replace('{path}', '{+path}'), ident, ''


def cloudflare(root):
    base = pathlib.Path(root) / 'resources'
    for path in files(base, '*.js'):
        source = text(path)
        group = '.'.join(path.relative_to(base).with_suffix('').parts)
        for m in re.finditer(
                r'\n {4,8}(\w+)\(([^)]*)\) \{(?:(?!\n {4,8}\}).)*?'
                r'_client\.(get|post|put|patch|delete|getAPIList)\((?:\(0, path_1\.path\) )?[`\']([^`\']+)[`\']'
                r'((?:(?!\n {4,8}\}).)*)', source, re.S):
            method = 'GET' if m.group(3) == 'getAPIList' else m.group(3).upper()
            override = re.search(r"method: '(\w+)'", m.group(5))
            if override:
                method = override.group(1).upper()
            yield ('cloudflare', '', method, '/client/v4' + template(m.group(4)),
                   group + '.' + m.group(1), comment_before(source, m.start() + 1))


def elasticsearch(root):
    base = pathlib.Path(root) / 'lib/api/api'
    for path in files(base, '*.js'):
        source = text(path)
        functions = list(re.finditer(r'\n(?:    )?async (?:function )?(\w+)\(', source))
        for i, f in enumerate(functions):
            end = functions[i + 1].start() if i + 1 < len(functions) else len(source)
            body = source[f.start():end]
            name = f.group(1) if path.stem == f.group(1).lower() else path.stem + '.' + f.group(1)
            name = path.stem if name.endswith('Api') else name
            methods, uris = [], []
            for m in re.finditer(r"method = (?:'(\w+)'|body != null \? '(\w+)' : '(\w+)')", body):
                methods = [x for x in m.groups() if x]
                # the path assigned next belongs to this method
                uri = re.search(r"path = [`']([^`']+)[`']", body[m.end():])
                if uri:
                    uris.append((list(methods), uri.group(1)))
            if not uris and methods:
                continue
            for ms, uri in uris:
                for method in ms:
                    yield 'elasticsearch', '', method, template(uri), name, ''


def stripe(root):
    base = pathlib.Path(root) / 'esm/resources'
    for path in files(base, '*.js'):
        source = text(path)
        group = '/'.join(path.relative_to(base).with_suffix('').parts)
        for m in re.finditer(
                r"\n    (\w+)\([^)]*\) \{(?:(?!\n    \}).)*?_makeRequest\('(\w+)', [`']([^`']+)[`']", source, re.S):
            yield ('stripe', '', m.group(2), template(m.group(3)), group + '.' + m.group(1),
                   comment_before(source, m.start() + 1))


def digitalocean(root):
    for path in files(pathlib.Path(root) / 'src/dots', 'index.ts'):
        source = text(path)
        uris = dict(re.findall(r'const (\w+UriTemplate) = "([^"]+)"', source))
        for m in re.finditer(r'\n    (get|post|put|patch|delete): \{\s*uriTemplate: (\w+)', source):
            uri = uris.get(m.group(2), '').replace('{+baseurl}', '')
            uri = re.sub(r'\{\?[^}]*\}', '', uri).replace('%2D', '-')
            doc = re.search(r'/\*\*((?:(?!\*/).)*)\*/\s*' + m.group(1) + r'\(', source, re.S)
            said = re.sub(r'^\s*\*\s?', '', doc.group(1), flags=re.M).strip() if doc else ''
            said = re.sub(r'^To (permanently )?', '', said)
            if uri:
                yield 'digitalocean', '', m.group(1).upper(), uri, m.group(1) + ' ' + uri, said[:200]


def auth0(root):
    base = pathlib.Path(root) / 'dist/esm/management/api/resources'
    for path in files(base, 'Client.mjs'):
        source = text(path)
        group = '.'.join(p for p in path.relative_to(base).parts[:-2] if p != 'resources')
        for m in re.finditer(r'\n    __(\w+)\((?:(?!\n    \}).)*?ManagementEnvironment\.Default, [`"]([^`"]*)[`"]\),'
                             r'\s*method: "(\w+)"', source, re.S):
            yield ('auth0', '', m.group(3), '/api/v2/' + template(m.group(2)), group + '.' + m.group(1),
                   comment_before(source, source.find('\n    ' + m.group(1) + '(') + 1))
        for m in re.finditer(r'\n    (\w+)\((?:(?!\n    \}).)*?ManagementEnvironment\.Default, [`"]([^`"]*)[`"]\),'
                             r'\s*method: "(\w+)"', source, re.S):
            if not m.group(1).startswith('__'):
                yield ('auth0', '', m.group(3), '/api/v2/' + template(m.group(2)), group + '.' + m.group(1), '')


def vercel(root):
    for path in files(pathlib.Path(root) / 'src/funcs', '*.ts'):
        source = text(path)
        uri = re.search(r'pathToFunc\("([^"]+)"\)', source)
        method = re.search(r'\n    method: "(\w+)"', source)
        if uri and method:
            ident = re.search(r'operationID: "(\w+)"', source)
            doc = comment_before(source, source.find('export function'))
            yield ('vercel', '', method.group(1), uri.group(1),
                   ident.group(1) if ident else path.stem, doc)


def slack(root):
    source = text(pathlib.Path(root) / 'dist/methods.js')
    for name in sorted(set(re.findall(r"bindApiCall\w*\(this, '([\w.]+)'\)", source))):
        for method in ('GET', 'POST'):
            yield 'slack', '', method, '/api/' + name, name, ''


def neon(root):
    source = text(pathlib.Path(root) / 'api.gen.ts')
    for m in re.finditer(r'@description (.*?)\n.*?@name (\w+)(?:(?!\*/).)*?@request (\w+):(\S+)', source, re.S):
        yield 'neon', '', m.group(3), '/api/v2' + m.group(4), m.group(2), m.group(1)[:200]


def supabase(root):
    source = text(pathlib.Path(root) / 'dist/index.mjs')
    urls = {}
    for m in re.finditer(r'var get(\w+)Url = .*?\n\};', source, re.S):
        uri = re.search(r'[`"](/v\d+/[^`"?]*)', m.group(0))
        if uri:
            urls[m.group(1)] = template(uri.group(1)).split('$')[0]
    for m in re.finditer(r'var (\w+) = async .*?get(\w+)Url\(.*?method: "(\w+)"', source, re.S):
        if m.group(2) in urls:
            yield 'supabase', '', m.group(3), urls[m.group(2)], m.group(1), ''


def gitlab(root):
    source = text(pathlib.Path(root) / 'dist/index.mjs')
    methods = {'del': 'DELETE', 'get': 'GET', 'post': 'POST', 'put': 'PUT', 'patch': 'PATCH'}
    group = ''
    for m in re.finditer(r'var (\w+) = class|\n  (\w+)\([^)]*\) \{|RequestHelper\.(get|post|put|del|patch)\(\)\(\s*this,'
                         r'\s*(?:endpoint)?[`"]([^`"]+)[`"]', source):
        if m.group(1):
            group = m.group(1)
        elif m.group(2):
            name = m.group(2)
        else:
            yield ('gitlab', '', methods[m.group(3)], '/api/v4/' + template(m.group(4)), group + '.' + name, '')
