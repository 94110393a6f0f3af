/* Office Open XML and OpenDocument, read tag by tag: a table gives the role of each element by name. Only the
 * text is in memory. White space follows these formats: several spaces are one, and those between elements do
 * not count. */
#include "source/format/markup.h"
#include "source/format/document.h"
#include "source/format/records_markup.h"
#include "source/format/tags.h"
#include "source/reader.h"

#include <string.h>

/* The role of an element in the text. */
typedef enum markup_role {
  ROLE_NONE,      /* no role itself, but it may contain elements that have one */
  ROLE_TEXT,      /* the characters in it are text */
  ROLE_PARAGRAPH, /* the same, on a separate line */
  ROLE_LINE,      /* a separate line, whose text is in other elements */
  ROLE_SPACE,     /* stands for a space */
  ROLE_BREAK,     /* stands for the end of a line */
  ROLE_NOTE,      /* its contents belong to the notes */
  ROLE_FRAME,     /* its contents may show that it is not text, or is the title */
  ROLE_SKIP       /* nothing in it is text */
} markup_role;

struct markup_rule {
  const char *name; /* local, or with its prefix */
  markup_role role;
};

/* ECMA-376: 17 (WordprocessingML), 21.1 (DrawingML), 19.3 (PresentationML); part 3, 10.2 (Fallback). */
static const struct markup_rule office[] = {
    {"t", ROLE_TEXT},        {"p", ROLE_LINE},        {"tab", ROLE_SPACE}, {"ptab", ROLE_SPACE},
    {"br", ROLE_BREAK},      {"cr", ROLE_BREAK},      {"sdt", ROLE_FRAME}, {"sp", ROLE_FRAME},
    {"del", ROLE_SKIP},      {"fld", ROLE_SKIP}, /* the number of a slide, the day */
    {"moveFrom", ROLE_SKIP}, {"Fallback", ROLE_SKIP}, {NULL, ROLE_NONE}};

/* OpenDocument 1.3, part 3: 5 (paragraphs), 6 (their contents), 8 (indexes), 16.17 (presentations). */
static const struct markup_rule opendocument[] = {{"p", ROLE_PARAGRAPH},
                                                  {"h", ROLE_PARAGRAPH},
                                                  {"s", ROLE_SPACE},
                                                  {"tab", ROLE_SPACE},
                                                  {"line-break", ROLE_BREAK},
                                                  {"note", ROLE_NOTE},
                                                  {"notes", ROLE_NOTE},
                                                  {"note-citation", ROLE_SKIP},
                                                  {"tracked-changes", ROLE_SKIP},
                                                  {"annotation", ROLE_SKIP},
                                                  {"table-of-content", ROLE_SKIP},
                                                  {"page-number", ROLE_SKIP},
                                                  {"ruby-text", ROLE_SKIP},
                                                  {"svg:title", ROLE_SKIP}, /* of a picture */
                                                  {"svg:desc", ROLE_SKIP},
                                                  {NULL, ROLE_NONE}};

static const struct markup_rule *const rules[] = {
    [MARKUP_OFFICE] = office, [MARKUP_OPENDOCUMENT] = opendocument};

struct marking {
  markup_kind kind;
  struct markup *out;
  sse_buffer *to;     /* the text or the notes */
  size_t depth;       /* the depth of the current element; in this and the following, 0 for none */
  size_t skipped;     /* of the element that is left out */
  size_t noted;       /* of the note */
  size_t texts;       /* number of open elements that hold text */
  size_t titled;      /* of the title */
  size_t title_start; /* its offset in the text */
  size_t line, frame; /* of the innermost open ones */
  size_t line_start, frame_start;
  size_t run;        /* for OOXML: of the run, text with one format */
  sse_buffer style;  /* for OpenDocument: the name of the automatic style derived from that of a title */
  sse_buffer named;  /* the current style */
  sse_buffer hidden; /* names of styles that hide text, one per line */
};

static markup_role role_of(markup_kind kind, sse_str name) {
  sse_str local = tags_local_name(name);
  for (const struct markup_rule *rule = rules[kind]; rule->name; rule++)
    if (sse_str_is(local, rule->name) || sse_str_is(name, rule->name)) return rule->role;
  return ROLE_NONE;
}

static bool is_open(const sse_buffer *out) {
  return out->length > 0 && !sse_is_space(out->data[out->length - 1]);
}

/* Appends text, collapsing white space to single spaces. */
static void append(sse_str xml, sse_buffer *out) {
  size_t start = out->length;
  bool is_space = xml.length > 0 && sse_is_space(xml.data[0]);
  records_markup_append(xml, out);
  for (size_t i = start; i < out->length; i++)
    if (sse_is_space(out->data[i])) out->data[i] = ' ';
  bool is_double = is_space && out->length > start && (start == 0 || sse_is_space(out->data[start - 1]));
  if (!is_double) return;
  out->length--;
  memmove(out->data + start, out->data + start + 1, out->length - start + 1);
}

/* ---- Titles, and what is not text ----------------------------------------------------------------- */

static void begin_title(struct marking *marking, size_t depth, size_t start) {
  if (marking->titled > 0 || marking->out->title.length > 0 || depth == 0 || marking->noted > 0) return;
  marking->titled = depth;
  marking->title_start = start;
}

static void end_title(struct marking *marking) {
  struct markup *out = marking->out;
  marking->titled = 0;
  if (marking->title_start > out->text.length) return;
  sse_str title = sse_str_part(sse_buffer_str(&out->text), marking->title_start, out->text.length), line;
  for (size_t position = 0; sse_str_next(sse_str_trim(title), '\n', &position, &line);) {
    if (out->title.length > 0) sse_buffer_append_text(&out->title, " ");
    sse_buffer_append_str(&out->title, sse_str_trim(line));
  }
}

/* Hides an OOXML run by its own properties (w:rPr), not by those of a paragraph mark (17.3.2.41). */
static void look_at_run(struct marking *marking, sse_str name, const repair_token *token) {
  static const char *const off[] = {"0", "false", "off", NULL};
  if (sse_str_is(token->name, "w:r")) marking->run = marking->depth;
  bool is_of_run = marking->run > 0 && marking->depth == marking->run + 2;
  if (is_of_run && sse_str_is(name, "vanish") &&
      !sse_str_is_any(records_markup_attribute(token, "w:val"), off))
    marking->skipped = marking->run;
}

/* Takes what an element says about the one around it: a paragraph's style (w:pStyle), the kind of a shape on
 * a slide (p:ph), the purpose of a part of the document (w:docPartGallery). */
static void look_at_office(struct marking *marking, sse_str name, const repair_token *token) {
  static const char *const titles[] = {"title", "ctrTitle", NULL}, *const furniture[] = {"dt", "ftr", "hdr",
                                                                                         "sldNum", NULL};
  sse_str value = records_markup_attribute(token, "w:val"), type = {0};
  if (sse_str_is(name, "pStyle") && sse_str_is(value, "Title"))
    begin_title(marking, marking->line, marking->line_start);
  if (sse_str_is(name, "docPartGallery") && sse_str_is(value, "Table of Contents"))
    marking->skipped = marking->frame;
  if (sse_str_is(name, "ph")) type = records_markup_attribute(token, "type");
  if (sse_str_is_any(type, titles)) begin_title(marking, marking->frame, marking->frame_start);
  if (sse_str_is_any(type, furniture)) marking->skipped = marking->frame;
  look_at_run(marking, name, token);
}

/* Leaves out hidden text: in a section or a field marked as hidden (5.1.3, 7.7.4), or in a style that is
 * (20.421). Styles precede the text. */
static void look_for_hidden(struct marking *marking, sse_str name, const repair_token *token) {
  static const char *const fields[] = {"hidden-text", "hidden-paragraph", NULL};
  sse_str named = sse_buffer_str(&marking->named);
  bool is_none = sse_str_is(records_markup_attribute(token, "text:display"), "none");
  if (sse_str_is(name, "style")) {
    sse_buffer_clear(&marking->named);
    sse_buffer_append_str(&marking->named, records_markup_attribute(token, "style:name"));
  } else if (sse_str_is(name, "text-properties") && is_none && named.length > 0) {
    sse_buffer_append_str(&marking->hidden, named);
    sse_buffer_append_text(&marking->hidden, "\n");
  } else if (is_none && sse_str_is(name, "section")) {
    marking->skipped = marking->depth;
  }
  sse_str style = records_markup_attribute(token, "text:style-name");
  if (style.length > 0 && sse_str_has_line(sse_buffer_str(&marking->hidden), style))
    marking->skipped = marking->depth;
  if (sse_str_is_any(name, fields) && sse_str_is(records_markup_attribute(token, "text:is-hidden"), "true"))
    marking->skipped = sse_str_is(name, fields[1]) ? marking->line : marking->depth;
}

/* Recognises title paragraphs, by the name of their style or by an automatic style derived from it. */
static void look_at_opendocument(struct marking *marking, sse_str name, const repair_token *token) {
  static const char title[] = "Title";
  if (sse_str_is(name, "style") &&
      sse_str_is(records_markup_attribute(token, "style:parent-style-name"), title)) {
    sse_buffer_clear(&marking->style);
    sse_buffer_append_str(&marking->style, records_markup_attribute(token, "style:name"));
  }
  sse_str style = records_markup_attribute(token, "text:style-name");
  if (style.length > 0 && (sse_str_is(name, "p") || sse_str_is(name, "h")) &&
      (sse_str_is(style, title) || sse_str_equal(style, sse_buffer_str(&marking->style))))
    begin_title(marking, marking->line, marking->line_start);
  if (sse_str_is(records_markup_attribute(token, "presentation:class"), "title"))
    begin_title(marking, marking->depth, marking->out->text.length);
  look_for_hidden(marking, name, token);
}

/* ---- Elements ------------------------------------------------------------------------------------ */

static void start_element(struct marking *marking, const repair_token *token) {
  sse_str name = tags_local_name(token->name);
  markup_role role = role_of(marking->kind, token->name);
  marking->depth++;
  if (marking->skipped > 0) return;
  if (role == ROLE_SKIP) marking->skipped = marking->depth;
  if (role == ROLE_NOTE && marking->noted == 0) {
    marking->noted = marking->depth;
    marking->to = &marking->out->notes;
    document_end_line(marking->to);
  }
  if (role == ROLE_TEXT || role == ROLE_PARAGRAPH) marking->texts++;
  if (role == ROLE_PARAGRAPH || role == ROLE_LINE) {
    document_end_line(marking->to);
    marking->line = marking->depth;
    marking->line_start = marking->out->text.length;
  }
  if (role == ROLE_FRAME) {
    marking->frame = marking->depth;
    marking->frame_start = marking->out->text.length;
  }
  if (role == ROLE_SPACE && is_open(marking->to)) sse_buffer_append_text(marking->to, " ");
  if (role == ROLE_BREAK) document_end_line(marking->to);
  if (marking->kind == MARKUP_OFFICE) look_at_office(marking, name, token);
  if (marking->kind == MARKUP_OPENDOCUMENT) look_at_opendocument(marking, name, token);
}

static void end_element(struct marking *marking, sse_str name) {
  bool is_inside = marking->skipped > 0 && marking->skipped < marking->depth;
  markup_role role = is_inside ? ROLE_NONE : role_of(marking->kind, name);
  if ((role == ROLE_TEXT || role == ROLE_PARAGRAPH) && marking->texts > 0) marking->texts--;
  if (role == ROLE_PARAGRAPH || role == ROLE_LINE) document_end_line(marking->to);
  if (marking->titled == marking->depth) end_title(marking);
  if (marking->skipped == marking->depth) marking->skipped = 0;
  if (marking->line == marking->depth) marking->line = 0;
  if (marking->frame == marking->depth) marking->frame = 0;
  if (marking->run == marking->depth) marking->run = 0;
  if (marking->noted == marking->depth) {
    document_end_line(marking->to);
    marking->noted = 0;
    marking->to = &marking->out->text;
  }
  if (marking->depth > 0) marking->depth--;
}

static sse_status take_token(void *context, const repair_token *token, sse_error *err) {
  struct marking *marking = context;
  if (token->kind == REPAIR_START) {
    start_element(marking, token);
    if (token->is_empty) end_element(marking, token->name);
  } else if (token->kind == REPAIR_END) {
    end_element(marking, token->name);
  } else if (token->kind == REPAIR_TEXT && marking->skipped == 0 && marking->texts > 0) {
    append(token->xml, marking->to);
  }
  if (marking->to->length > READER_BODY_LONGEST)
    return sse_fail(err, SSE_TOO_LARGE, "its text is longer than %d bytes", READER_BODY_LONGEST);
  return SSE_OK;
}

sse_status markup_each(repair_read_fn *read, void *context, markup_token_fn *take, void *taker,
                       sse_error *err) {
  repairer *repair = NULL;
  repair_token token = {0};
  sse_status status = repair_new(read, context, &repair, err);
  while (!status && token.kind != REPAIR_STOP && token.kind != REPAIR_CUT) {
    status = repair_next(repair, &token, err);
    if (!status) status = take(taker, &token, err);
  }
  if (!status && token.kind == REPAIR_CUT) status = sse_fail(err, SSE_INVALID, "it ends in the middle");
  repair_free(repair);
  return status;
}

sse_status markup_check_manifest(void *context, const repair_token *token, sse_error *err) {
  (void)context;
  const bool is_encrypted =
      token->kind == REPAIR_START && sse_str_is(tags_local_name(token->name), "encryption-data");
  return is_encrypted ? sse_fail(err, SSE_INVALID, "it is encrypted") : SSE_OK;
}

sse_status markup_read(markup_kind kind, repair_read_fn *read, void *context, struct markup *out,
                       sse_error *err) {
  struct marking marking = {.kind = kind, .out = out, .to = &out->text};
  sse_status status = markup_each(read, context, take_token, &marking, err);
  if (!status && marking.depth > 0) status = sse_fail(err, SSE_INVALID, "it ends in the middle");
  document_end_line(&out->text);
  document_end_line(&out->notes);
  if (!status && (out->text.failed || out->notes.failed || out->title.failed || marking.style.failed ||
                  marking.named.failed || marking.hidden.failed))
    status = sse_fail_memory(err);
  sse_buffer_reset(&marking.style);
  sse_buffer_reset(&marking.named);
  sse_buffer_reset(&marking.hidden);
  return status;
}

void markup_clear(struct markup *markup) {
  sse_buffer_clear(&markup->text);
  sse_buffer_clear(&markup->notes);
  sse_buffer_clear(&markup->title);
}

void markup_reset(struct markup *markup) {
  sse_buffer_reset(&markup->text);
  sse_buffer_reset(&markup->notes);
  sse_buffer_reset(&markup->title);
}
