/* Lines of Org (#+DRAFT: t), AsciiDoc (:draft:), Pelican's and Nikola's reStructuredText (:status: draft, ..
 * status: draft), and front matter above any of them. Only lines before the text are examined: below, the
 * same syntax may be an example. */
#include "source/format/preamble.h"
#include "source/drafts.h"
#include "source/format/formats.h"
#include "source/format/front_matter.h"
#include "source/format/setting_fields.h"

#include <ctype.h>
#include <string.h>

/* The kind of a line in a preamble. */
typedef enum line_kind {
  LINE_OTHER, /* part of the preamble, without meaning */
  LINE_NAMES, /* a name and a value */
  LINE_TEXT   /* text, which ends the preamble */
} line_kind;

struct setting {
  sse_str name, value;
  bool is_all; /* it may be any field, since the program shows none of them */
};

struct syntax {
  const char *endings;
  /* The kind of a line, followed by `next`. NULL if only front matter counts. */
  line_kind (*look)(sse_str line, sse_str next, struct setting *setting);
  const char *prefix; /* meaningless prefix of names: HUGO_DRAFT */
  const char *tags;   /* the name of a field with colon-separated tags; NULL for none */
};

/* ---- Lines --------------------------------------------------------------------------------------- */

/* Splits "name: value" after the prefix `opens`; returns false if the line does not have that form. */
static bool split(sse_str line, const char *opens, struct setting *setting) {
  if (!sse_str_begins(line, opens)) return false;
  sse_str rest = sse_str_part(line, strlen(opens), line.length);
  size_t length = 0;
  while (length < rest.length &&
         (isalnum((unsigned char)rest.data[length]) || strchr("_-", rest.data[length])))
    length++;
  if (length == 0 || length == rest.length || rest.data[length] != ':') return false;
  bool is_apart = length + 1 == rest.length || sse_is_space(rest.data[length + 1]);
  setting->name = sse_str_part(rest, 0, length);
  setting->value = sse_str_trim(sse_str_part(rest, length + 1, rest.length));
  return is_apart;
}

/* Keywords (Org manual, "In-buffer settings"); `t` is Lisp's word for true. */
static line_kind look_org(sse_str line, sse_str next, struct setting *setting) {
  (void)next;
  if (split(line, "#+", setting)) {
    if (sse_str_is(setting->value, "t")) setting->value = sse_str_of("true");
    return LINE_NAMES;
  }
  bool is_drawer = sse_str_begins(line, ":") && line.data[line.length - 1] == ':';
  bool is_other = line.length == 0 || line.data[0] == '#' || is_drawer || split(line, ":", setting);
  return is_other ? LINE_OTHER : LINE_TEXT;
}

/* A document's header (AsciiDoc: "Document Header"): an attribute without a value is set, and authors may be
 * below the title. An empty line ends it, but not before the title. */
static line_kind look_asciidoc(sse_str line, sse_str next, struct setting *setting) {
  if (split(line, ":", setting)) {
    if (setting->value.length == 0) setting->value = sse_str_of("true");
    return LINE_NAMES;
  }
  bool is_end = line.length == 0 && !sse_str_begins(next, "= ") && !sse_str_begins(next, ":") &&
                !sse_str_begins(next, "//") && next.length > 0;
  return is_end ? LINE_TEXT : LINE_OTHER;
}

/* Returns true for the line above or below a title (reStructuredText: "Sections"). */
static bool is_rule(sse_str line) {
  size_t same = 0;
  while (same < line.length && line.data[same] == line.data[0])
    same++;
  return line.length > 0 && same == line.length && ispunct((unsigned char)line.data[0]);
}

/* Fields below the title (Docutils: "Bibliographic Fields", Pelican) and comments, which Nikola also reads
 * within other comments ("Metadata formats"). */
static line_kind look_rst(sse_str line, sse_str next, struct setting *setting) {
  sse_str comment = sse_str_trim(line);
  setting->is_all = sse_str_begins(comment, "..");
  if (split(line, ":", setting) || split(comment, ".. ", setting)) return LINE_NAMES;
  bool is_other = line.length == 0 || sse_is_space(line.data[0]) || sse_str_begins(line, "..") ||
                  is_rule(line) || is_rule(next);
  return is_other ? LINE_OTHER : LINE_TEXT;
}

static const struct syntax syntaxes[] = {{" .org ", look_org, "hugo_", "filetags"},
                                         {" .adoc .asciidoc ", look_asciidoc, "page-", NULL},
                                         {" .rst ", look_rst, "", NULL},
                                         {" .textile .wiki .mediawiki ", NULL, "", NULL}};

static const struct syntax *syntax_of(const char *name) {
  for (size_t i = 0; i < sizeof syntaxes / sizeof *syntaxes; i++)
    if (format_has_ending(name, syntaxes[i].endings)) return &syntaxes[i];
  return NULL;
}

bool preamble_is_known(const char *name) {
  return syntax_of(name) != NULL;
}

/* ---- Taking -------------------------------------------------------------------------------------- */

static void take_tags(sse_str value, struct fields *fields) {
  sse_str tag;
  for (size_t position = 0; sse_str_next(value, ':', &position, &tag);)
    if (sse_str_trim(tag).length > 0) fields_add_tag(fields, sse_str_trim(tag));
}

static void take(const struct syntax *syntax, const struct setting *setting, const settings_sink *sink,
                 struct fields *fields) {
  sse_str name = setting->name;
  if (sse_str_begins(name, syntax->prefix)) name = sse_str_part(name, strlen(syntax->prefix), name.length);
  if (syntax->tags && sse_str_is(name, syntax->tags)) {
    take_tags(setting->value, fields);
  } else if (setting->is_all) {
    sink->take(sink->context, name, setting->value, false);
  } else {
    (void)drafts_take(fields, name, setting->value); /* other fields are shown */
  }
}

static void take_lines(const struct syntax *syntax, sse_str text, const settings_sink *sink,
                       struct fields *fields) {
  sse_str next;
  size_t position = 0;
  bool more = sse_str_next(text, '\n', &position, &next), is_text = false;
  while (more && !is_text) {
    struct setting setting = {0};
    sse_str line = next;
    while (line.length > 0 && sse_is_space(line.data[line.length - 1]))
      line.length--;
    more = sse_str_next(text, '\n', &position, &next);
    line_kind kind = syntax->look(line, more ? next : (sse_str){0}, &setting);
    if (kind == LINE_NAMES) take(syntax, &setting, sink, fields);
    is_text = kind == LINE_TEXT;
  }
}

sse_status preamble_take(const char *name, sse_str beginning, struct account *account, struct fields *fields,
                         sse_error *err) {
  const struct syntax *syntax = syntax_of(name);
  struct setting_fields taken = {.fields = fields, .account = account};
  const settings_sink sink = setting_fields_sink(&taken);
  size_t length = 0;
  sse_status status = SSE_OK;
  if (!syntax || beginning.length == 0) return SSE_OK;
  if (front_matter_detect(beginning)) status = front_matter_read(beginning, &sink, &length, err);
  if (!status && syntax->look)
    take_lines(syntax, sse_str_part(beginning, length, beginning.length), &sink, fields);
  sse_status ended = setting_fields_end(&taken, err);
  return status ? status : ended;
}

static void pass(void *context, sse_str path, sse_str value, bool is_entry) {
  (void)context, (void)path, (void)value, (void)is_entry;
}

static void pass_lost(void *context, sse_str path) {
  (void)context, (void)path;
}

sse_status preamble_length(const char *name, sse_str beginning, size_t *length, sse_error *err) {
  static const settings_sink nobody = {.take = pass, .lose = pass_lost};
  *length = 0;
  if (!syntax_of(name) || !front_matter_detect(beginning)) return SSE_OK;
  return front_matter_read(beginning, &nobody, length, err);
}
