"""Builds the site of the manual; tools/build_docs.sh says of what. Refuses links that lead nowhere.

    build_docs.py WORK SITE     WORK has headers/*.md, commands.json and perhaps python-api.md
"""

import html
import json
import pathlib
import re
import shutil
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parent.parent
# What the pages of docs/ are about, in the order in which the menu has them; others follow.
GROUPS = {
    "Begin": ["README.md", "docs/first-case.md", "docs/heihe.md", "docs/glossary.md"],
    "Use": ["docs/commands.md", "docs/shell.md", "docs/qgis.md", "docs/python.md",
            "docs/python-api.md", "docs/serve.md", "docs/report.md", "docs/many-machines.md",
            "docs/package.md"],
    "Data": ["docs/case-format.md", "docs/result.md", "docs/import.md", "docs/calibrate.md",
             "docs/world.md", "docs/suez.md", "docs/africa.md"],
    "Models": ["docs/compared.md", "docs/corridor.md", "docs/carbon.md", "docs/appraisal.md",
               "docs/assign.md", "docs/crossing.md", "docs/trade.md", "docs/gaps.md",
               "docs/finance.md", "docs/invest.md", "docs/places.md", "docs/ensemble.md", "docs/verify.md"],
}
LAST = ["docs/design.md", "headers/index.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]


def command_pages(tree):
    """All commands as one page: what each does, its arguments and options."""
    def cell(text):
        return text.replace("|", "\\|").replace("<", "&lt;")

    def rows(command):
        for place in command["places"]:
            yield f"`{place['names'][0]}`", place
        for option in command["options"]:
            if "--help" not in option["names"]:
                value = "\\|".join(option.get("words", [])) or option["value"]
                yield f"`{', '.join(option['names'])}{' ' + value if value else ''}`", option

    def section(command, typed):
        text = f"\n## {typed}\n{command['sentence']}.\n"
        found = list(rows(command))
        if found:
            text += "\n| option | |\n|---|---|\n"
        for names, option in found:
            usual = f" (default: {option['default']})" if option.get("default") else ""
            needed = " (required)" if option["required"] else ""
            text += f"| {names} | {cell(option['sentence'] + usual + needed)} |\n"
        if command.get("example"):
            text += "\n```\n" + command["example"] + "\n```\n"
        return text + "".join(section(c, f"{typed} {c['name']}") for c in command["commands"])

    return "# Commands\nEach has `--help` too, and a manual page.\n" + "".join(
        section(command, f"amur {command['name']}") for command in tree["commands"])


def read_sources(work):
    """Markdown by the path that links know it under."""
    sources = {}
    for name in ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"]:
        sources[name] = (PROJECT / name).read_text()
    for path in sorted((PROJECT / "docs").glob("*.md")):
        sources[f"docs/{path.name}"] = path.read_text()
    for path in sorted((work / "headers").glob("*.md")):
        sources[f"headers/{path.name}"] = path.read_text()
    sources["docs/commands.md"] = command_pages(json.loads((work / "commands.json").read_text()))
    # Where Python's module was built.
    reference = work / "python-api.md"
    if reference.exists():
        sources["docs/python-api.md"] = reference.read_text()
    return sources


def page_of(source):
    return "index.html" if source == "README.md" else source[:-3] + ".html"


def plain(text):
    return html.unescape(re.sub(r"<[^>]*>", "", text)).strip()


def slug(title, used):
    """As GitHub makes anchors, which the pages' links count on."""
    name = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    used[name] = used.get(name, -1) + 1
    return name if used[name] == 0 else f"{name}-{used[name]}"


def to_html(markdown):
    run = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough"],
                         input=markdown, capture_output=True, text=True, check=True)
    used = {}

    def head(found):
        level, title = found.groups()
        anchor = slug(plain(title), used)
        return (f'<h{level} id="{anchor}">{title}'
                f'<a class="anchor" href="#{anchor}" aria-label="Link to this section">#</a>'
                f"</h{level}>")

    return re.sub(r"<h([1-6])>(.*?)</h\1>", head, run.stdout, flags=re.S)


GLOSSARY = "docs/glossary.md"


def with_anchors(body):
    """Each word of the glossary is a place of its own."""
    used = {}
    return re.sub(r"<tr>\n<td>(.*?)</td>",
                  lambda row: f'<tr id="{slug(plain(row[1]), used)}">\n<td>{row[1]}</td>', body)


def words_of(body, page, title):
    for anchor, word, means in re.findall(r'<tr id="([^"]*)">\n<td>(.*?)</td>\n<td>(.*?)</td>', body):
        yield {"page": page, "of": title, "anchor": anchor, "title": plain(word),
               "text": plain(means)}


def link_pages(body, source, bodies, wrong):
    """Links to sources become links to pages; what is no part of the site stays as text."""
    folder = pathlib.PurePosixPath(source).parent

    def resolved(target):
        parts = []
        for part in (folder / target).parts:
            if part == ".." and parts:
                parts.pop()
            elif part != ".":
                parts.append(part)
        return "/".join(parts)

    def link(found):
        target, inner = html.unescape(found[1]), found[2]
        if re.match(r"[a-z]+:", target):
            return found[0]
        path, _, anchor = target.partition("#")
        page = resolved(path) if path else source
        if page not in bodies:
            if not (PROJECT / page).exists():
                wrong.append(f"{source}: {target} leads nowhere")
            return inner
        if anchor and f'id="{anchor}"' not in bodies[page]:
            wrong.append(f"{source}: {target}: there is no such section")
        up = "../" * (len(pathlib.PurePosixPath(page_of(source)).parts) - 1)
        return f'<a href="{up}{page_of(page)}{"#" + anchor if anchor else ""}">{inner}</a>'

    # Headings link to themselves already.
    return re.sub(r'<a href="([^"]*)">(.*?)</a>', link, body, flags=re.S)


def sections_of(body, page, title):
    """What the search looks through: heading, anchor and words of each section."""
    parts = re.split(r'<h([1-6]) id="([^"]*)">(.*?)<a class="anchor".*?</h\1>', body, flags=re.S)
    for at in range(1, len(parts), 4):
        _, anchor, heading, text = parts[at:at + 4]
        yield {"page": page, "of": title, "anchor": anchor, "title": plain(heading),
               "text": re.sub(r"\s+", " ", plain(text))}


def menu(source, titles, up):
    listed = [page for pages in GROUPS.values() for page in pages] + LAST
    others = [page for page in titles if page not in listed and not page.startswith("headers/")]
    text = ""
    for group, pages in {**GROUPS, "More": others + LAST}.items():
        text += f"<h2>{group}</h2><ul>"
        for page in pages:
            if page in titles:
                here = ' aria-current="page"' if page == source else ""
                text += f'<li><a href="{up}{page_of(page)}"{here}>{titles[page]}</a></li>'
        text += "</ul>"
    return text


def main(work, site):
    sources = read_sources(work)
    bodies = {source: to_html(text) for source, text in sources.items()}
    bodies[GLOSSARY] = with_anchors(bodies[GLOSSARY])
    titles = {source: plain(re.search(r"<h1[^>]*>(.*?)<a class", body, re.S)[1])
              for source, body in bodies.items()}
    template = (PROJECT / "docs/site/page.html").read_text()
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    wrong, index = [], []
    for source, body in bodies.items():
        page = page_of(source)
        up = "../" * (len(pathlib.PurePosixPath(page).parts) - 1)
        index += sections_of(body, page, titles[source])
        text = template
        for name, value in {"TITLE": html.escape(titles[source]), "UP": up,
                            "MENU": menu(source, titles, up),
                            "BODY": link_pages(body, source, bodies, wrong)}.items():
            text = text.replace("{{" + name + "}}", value)
        (site / page).parent.mkdir(parents=True, exist_ok=True)
        (site / page).write_text(text)
    index += words_of(bodies[GLOSSARY], page_of(GLOSSARY), titles[GLOSSARY])
    shutil.copytree(PROJECT / "docs/images", site / "docs/images")
    for name in ["style.css", "search.js"]:
        shutil.copy(PROJECT / "docs/site" / name, site / name)
    # A script, since a browser reads no JSON beside a page that is a file.
    (site / "search_index.js").write_text("var sections = " + json.dumps(index, ensure_ascii=False)
                                          + ";\n")
    for problem in wrong:
        print("error:", problem, file=sys.stderr)
    print(f"{site}: {len(bodies)} pages, {len(index)} sections")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
