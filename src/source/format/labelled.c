/* Text with labels: records as blocks of `Name: value` lines, and what LexisNexis and ProQuest save as text.
 * A record of the first kind begins where the label that the file begins with comes again, or below a line of
 * signs; text that no label stands before is its body. One of LexisNexis begins with "1 of 20 DOCUMENTS", and
 * has publisher, date and headline on lines of their own; one of ProQuest begins below a line of underscores,
 * with its headline. What else has a label is counted, and what has none between two such lines. */
#include "base/url.h"
#include "base/utf8.h"
#include "source/format/readers.h"
#include "source/record.h"

#include <stdlib.h>
#include <string.h>

/* What labels are: any name that a field is called, or those of one archive, whose words are its own. */
typedef enum label_kind { LABELS_OF_ANY, LABELS_OF_NEXIS, LABELS_OF_PROQUEST } label_kind;

struct labelled {
  struct reader *reader;
  struct record record;
  label_kind kind;
  sse_buffer first;       /* the label that the file begins with */
  sse_buffer label, text; /* the paragraph at hand, with its label or without one */
  sse_buffer body, rule;  /* the text so far; a line of signs that may end the record */
  sse_buffer line;        /* the line at hand */
  size_t line_number;
  bool is_held; /* it begins the next record */
  bool in_record, in_text, is_after_blank, has_label, has_date, has_source;
};

struct label {
  const char *name;
  struct field_rule rule;
};

static const struct label nexis[] = {
    {"HEADLINE", {FIELD_TITLE, 9, FIELD_IS_PLAIN}},
    {"BYLINE", {FIELD_AUTHOR, 9, FIELD_IS_PLAIN}},
    {"BODY", {FIELD_BODY, 9, FIELD_IS_PLAIN}},
    {"HIGHLIGHT", {FIELD_BODY, 5, FIELD_IS_PLAIN}},
    {"LOAD-DATE", {FIELD_DATE, 1, FIELD_IS_PLAIN}},
    {"LANGUAGE", {FIELD_LANG, 9, FIELD_IS_PLAIN}},
    {"SUBJECT", {FIELD_TAGS, 1, FIELD_IS_PLAIN}},
    {"PUB-DATE", {FIELD_DATE, 8, FIELD_IS_PLAIN}},
    {"PUBLICATION", {FIELD_SOURCE, 9, FIELD_IS_PLAIN}},
    {"URL", {FIELD_URL, 9, FIELD_IS_PLAIN}},
    {NULL, {FIELD_NONE, 0, FIELD_IS_ANY}},
};

static const struct label proquest[] = {
    {"Title", {FIELD_TITLE, 9, FIELD_IS_PLAIN}},
    {"Author", {FIELD_AUTHOR, 9, FIELD_IS_PLAIN}},
    {"Full text", {FIELD_BODY, 9, FIELD_IS_PLAIN}},
    {"Abstract", {FIELD_BODY, 5, FIELD_IS_PLAIN}},
    {"Publication date", {FIELD_DATE, 9, FIELD_IS_PLAIN}},
    {"Publication year", {FIELD_DATE, 5, FIELD_IS_PLAIN}},
    {"Publication title", {FIELD_SOURCE, 9, FIELD_IS_PLAIN}},
    {"Language of publication", {FIELD_LANG, 9, FIELD_IS_PLAIN}},
    {"Subject", {FIELD_TAGS, 1, FIELD_IS_PLAIN}},
    {"Identifier / keyword", {FIELD_TAGS, 1, FIELD_IS_PLAIN}},
    {"Document URL", {FIELD_URL, 9, FIELD_IS_PLAIN}},
    {"DOI", {FIELD_URL, 7, FIELD_IS_PLAIN}},
    {"ProQuest document ID", {FIELD_ID, 9, FIELD_IS_PLAIN}},
    {NULL, {FIELD_NONE, 0, FIELD_IS_ANY}},
};

/* Those that ProQuest has below or above a text and no field is for; in texts, others are words like any. */
static const char *const others[] = {"Publication info",
                                     "Links",
                                     "Location",
                                     "People",
                                     "Company / organization",
                                     "Volume",
                                     "Issue",
                                     "Pages",
                                     "First page",
                                     "Section",
                                     "Publisher",
                                     "Place of publication",
                                     "Country of publication",
                                     "Publication subject",
                                     "ISSN",
                                     "Source type",
                                     "Document type",
                                     "Document feature",
                                     "Copyright",
                                     "Last updated",
                                     "Database",
                                     "Credit",
                                     NULL};

/* ---- Lines --------------------------------------------------------------------------------------- */

/* The label of a line, "Date: 25 July 2023", whose value is given too; none for another line. */
static sse_str label_of(sse_str line, sse_str *value) {
  enum { LONGEST = 40, WORDS_MOST = 3 };
  const char *colon = line.length > 0 ? memchr(line.data, ':', line.length) : NULL;
  size_t length = colon ? (size_t)(colon - line.data) : 0, words = 1;
  if (length == 0 || length > LONGEST || line.data[0] == ' ') return (sse_str){0};
  for (size_t i = 0; i < length; i++) {
    bool is_sign = (unsigned char)line.data[i] < 'A' && !strchr(" -/", line.data[i]);
    words += line.data[i] == ' ';
    if (is_sign || words > WORDS_MOST) return (sse_str){0};
  }
  if (length + 1 < line.length && !sse_is_space(line.data[length + 1])) return (sse_str){0};
  *value = sse_str_trim(sse_str_part(line, length + 1, line.length));
  return sse_str_part(line, 0, length);
}

/* True for a line of three signs or more, all of one kind. */
static bool is_rule(sse_str line) {
  bool is_one = line.length > 2 && strchr("-=*_#~+", line.data[0]);
  for (size_t i = 0; is_one && i < line.length; i++)
    is_one = line.data[i] == line.data[0];
  return is_one;
}

/* Takes figures off the beginning of a text; false where there are none. */
static bool skip_figures(sse_str *text) {
  size_t count = 0;
  while (count < text->length && sse_is_digit(text->data[count]))
    count++;
  *text = sse_str_part(*text, count, text->length);
  return count > 0;
}

/* Takes "1 of 20" off the beginning of a text; false where it does not begin so. */
static bool skip_count(sse_str *text) {
  static const char of[] = " of ";
  if (!skip_figures(text) || !sse_str_begins(*text, of)) return false;
  *text = sse_str_part(*text, sizeof of - 1, text->length);
  return skip_figures(text);
}

/* True for "1 of 20 DOCUMENTS". */
static bool is_nexis_mark(sse_str line) {
  line = sse_str_trim(line);
  return skip_count(&line) && (sse_str_is(line, " documents") || sse_str_is(line, " document"));
}

/* True for the line of underscores between what ProQuest saves. */
static bool is_proquest_rule(sse_str line) {
  enum { SHORTEST = 20 };
  line = sse_str_trim(line);
  return line.length >= SHORTEST && line.data[0] == '_' && is_rule(line);
}

/* True for "Document 1 of 20". */
static bool is_proquest_mark(sse_str line) {
  static const char document[] = "Document ";
  if (!sse_str_begins(line, document)) return false;
  line = sse_str_part(line, sizeof document - 1, line.length);
  return skip_count(&line) && line.length == 0;
}

static bool is_in_capitals(sse_str label) {
  for (size_t i = 0; i < label.length; i++)
    if (label.data[i] >= 'a' && label.data[i] <= 'z') return false;
  return label.length > 1;
}

/* ---- Values -------------------------------------------------------------------------------------- */

static struct field_rule rule_of(const struct labelled *labelled, sse_str label) {
  const struct label *known = labelled->kind == LABELS_OF_NEXIS ? nexis : proquest;
  if (labelled->kind == LABELS_OF_ANY) return record_rule(labelled->reader, label);
  while (known->name && !sse_str_is(label, known->name))
    known++;
  return known->rule;
}

static bool is_text_rule(struct field_rule rule) {
  return rule.field == FIELD_BODY && rule.rank > 7;
}

/* Adds subjects: "COOPERATIVES (92%); MILLS (80%)". */
static void add_subjects(struct labelled *labelled, sse_str label, struct field_rule rule, sse_str value) {
  sse_str subject;
  for (size_t position = 0; sse_str_next(value, ';', &position, &subject);) {
    const char *bracket =
        sse_str_ends(sse_str_trim(subject), "%)") ? memrchr(subject.data, '(', subject.length) : NULL;
    if (bracket) subject = sse_str_part(subject, 0, (size_t)(bracket - subject.data));
    record_add(&labelled->record, label, rule, sse_str_trim(subject));
  }
}

/* A paragraph of LexisNexis without a label. */
static void end_nexis_paragraph(struct labelled *labelled, sse_str text) {
  sse_date date;
  struct field_rule rule = {FIELD_TITLE, 5, FIELD_IS_PLAIN};
  bool is_notice = sse_str_begins(text, "Copyright ") || sse_str_is(text, "all rights reserved");
  bool is_head = !labelled->has_label;
  if (is_notice) {
    rule = (struct field_rule){.field = FIELD_NONE};
  } else if (is_head && !labelled->has_date && source_date_parse(text, &date)) {
    rule.field = FIELD_DATE;
    labelled->has_date = true;
  } else if (is_head && !labelled->has_source) {
    rule.field = FIELD_SOURCE;
    labelled->has_source = true;
  } else if (!is_head) {
    if (labelled->body.length > 0) sse_buffer_append_text(&labelled->body, "\n");
    sse_buffer_append_str(&labelled->body, text);
    return;
  }
  record_add(&labelled->record, sse_str_of(is_notice ? "Copyright" : "line of the head"), rule, text);
}

/* A paragraph of ProQuest without a label that is not of a text: the headline stands first, an address below
 * it. */
static void end_proquest_paragraph(struct labelled *labelled, sse_str text) {
  struct field_rule rule = {FIELD_TITLE, 5, FIELD_IS_PLAIN};
  if (is_proquest_mark(text)) return;
  if (sse_url_is_web(text)) rule = (struct field_rule){FIELD_URL, 5, FIELD_IS_PLAIN};
  record_add(&labelled->record, sse_str_of("line of the head"), rule, text);
}

/* Adds the paragraph at hand to the record. */
static void end_paragraph(struct labelled *labelled) {
  sse_str label = sse_buffer_str(&labelled->label), text = sse_buffer_str(&labelled->text);
  struct field_rule rule = rule_of(labelled, label);
  bool is_bare = label.length == 0 && text.length > 0, is_of_any = labelled->kind == LABELS_OF_ANY;
  if (is_bare && labelled->kind == LABELS_OF_NEXIS) {
    end_nexis_paragraph(labelled, text);
  } else if (is_bare && !is_of_any && !labelled->in_text) {
    end_proquest_paragraph(labelled, text);
  } else if (label.length == 0 || is_text_rule(rule)) {
    if (labelled->body.length > 0 && text.length > 0) sse_buffer_append_text(&labelled->body, "\n");
    sse_buffer_append_str(&labelled->body, text);
  } else if (!is_of_any && rule.field == FIELD_TAGS) {
    add_subjects(labelled, label, rule, text);
  } else {
    bool has_by = !is_of_any && rule.field == FIELD_AUTHOR && sse_str_begins(text, "by ");
    record_add(&labelled->record, label, rule, sse_str_part(text, has_by ? 3 : 0, text.length));
  }
  sse_buffer_clear(&labelled->label);
  sse_buffer_clear(&labelled->text);
}

/* ---- Records ------------------------------------------------------------------------------------- */

/* True where the record at hand has a value of the label. */
static bool has_label(const struct labelled *labelled, sse_str label) {
  const struct record *record = &labelled->record;
  for (size_t i = 0; !record->bytes.failed && i < record->count; i++) {
    const struct record_value *value = &record->values[i];
    if (sse_str_equal(label, (sse_str){record->bytes.data + value->name, value->name_length})) return true;
  }
  return sse_str_equal(label, sse_buffer_str(&labelled->label));
}

static bool starts_record(const struct labelled *labelled, sse_str line, sse_str label) {
  if (labelled->kind == LABELS_OF_NEXIS) return is_nexis_mark(line);
  if (labelled->kind == LABELS_OF_PROQUEST) return is_proquest_rule(line);
  if (label.length == 0) return false;
  bool is_ruled = labelled->rule.length > 0 && rule_of(labelled, label).field != FIELD_NONE;
  bool is_apart = labelled->is_after_blank || !labelled->in_text;
  bool is_again = sse_str_equal(label, sse_buffer_str(&labelled->first)) && has_label(labelled, label);
  return is_ruled || (is_apart && is_again);
}

/* True where a label is one: in a text, lines may begin so too. */
static bool is_label(const struct labelled *labelled, sse_str label) {
  if (label.length == 0) return false;
  struct field_rule rule = rule_of(labelled, label);
  if (labelled->kind == LABELS_OF_NEXIS) return labelled->is_after_blank && is_in_capitals(label);
  if (labelled->kind == LABELS_OF_PROQUEST)
    return labelled->is_after_blank && (rule.field != FIELD_NONE || sse_str_is_any(label, others)) &&
           !has_label(labelled, label);
  if (!labelled->in_text) return true;
  bool is_other = !is_text_rule(rule) || labelled->body.length + labelled->text.length == 0;
  return labelled->is_after_blank && rule.field != FIELD_NONE && is_other && !has_label(labelled, label);
}

static void begin_label(struct labelled *labelled, sse_str label, sse_str value) {
  end_paragraph(labelled);
  sse_buffer_clear(&labelled->rule);
  sse_buffer_append_str(&labelled->label, label);
  sse_buffer_append_str(&labelled->text, value);
  labelled->has_label = true;
  labelled->in_text = is_text_rule(rule_of(labelled, label));
}

/* A line without a label: it goes on with what is above it, or begins a paragraph. */
static sse_status take_text(struct labelled *labelled, sse_str text, sse_error *err) {
  bool is_new = labelled->is_after_blank || labelled->rule.length > 0;
  if (is_new) {
    end_paragraph(labelled);
    labelled->in_text = labelled->in_text || labelled->kind == LABELS_OF_ANY;
  }
  if (labelled->rule.length > 0) { /* it ended nothing */
    sse_buffer_append_text(&labelled->body, "\n");
    sse_buffer_append_str(&labelled->body, sse_buffer_str(&labelled->rule));
    sse_buffer_clear(&labelled->rule);
  }
  if (labelled->body.length > READER_BODY_LONGEST)
    return reader_append(labelled->reader, &labelled->body, "", text, err);      /* which says so */
  bool is_paragraph = labelled->kind == LABELS_OF_PROQUEST && labelled->in_text; /* a line each */
  return reader_append(labelled->reader, &labelled->text, is_paragraph ? "\n" : " ", text, err);
}

/* Takes the line at hand; `*done` tells that it is the next record's. */
static sse_status take_line(struct labelled *labelled, bool *done, sse_error *err) {
  sse_str line = sse_buffer_str(&labelled->line), text = sse_str_trim(line), value = {0};
  sse_str label = label_of(line, &value);
  sse_status status = SSE_OK;
  if (text.length == 0) {
    labelled->is_after_blank = true;
    return SSE_OK;
  }
  bool may_rule = labelled->kind == LABELS_OF_ANY && (!labelled->in_record || labelled->rule.length == 0);
  if (may_rule && is_rule(text)) {
    if (labelled->in_record) sse_buffer_append_str(&labelled->rule, text);
    return SSE_OK;
  }
  bool starts = starts_record(labelled, line, label);
  if (starts && labelled->in_record) {
    labelled->is_held = *done = true;
    return SSE_OK;
  }
  labelled->in_record = true;
  bool is_mark = starts && labelled->kind != LABELS_OF_ANY;
  if (is_label(labelled, label)) {
    begin_label(labelled, label, value);
  } else if (!is_mark) {
    status = take_text(labelled, text, err);
  }
  labelled->is_after_blank = is_mark;
  return status;
}

static void clear_record(struct labelled *labelled) {
  record_clear(&labelled->record);
  sse_buffer_clear(&labelled->label);
  sse_buffer_clear(&labelled->text);
  sse_buffer_clear(&labelled->body);
  sse_buffer_clear(&labelled->rule);
  labelled->in_record = labelled->in_text = labelled->has_label = false;
  labelled->has_date = labelled->has_source = labelled->is_after_blank = false;
}

static sse_status end_record(struct labelled *labelled, struct part *part, sse_error *err) {
  static const struct field_rule body = {FIELD_BODY, 9, FIELD_IS_ANY};
  end_paragraph(labelled);
  record_add(&labelled->record, sse_str_of("text"), body, sse_buffer_str(&labelled->body));
  bool has_failed = labelled->label.failed || labelled->text.failed || labelled->body.failed ||
                    labelled->rule.failed || labelled->first.failed;
  if (has_failed) labelled->record.failed = true;
  return record_take(&labelled->record, labelled->reader, &part->fields, err);
}

/* Goes to the next line, which may have been read with the record before. */
static sse_status go_on(struct labelled *labelled, bool *more, sse_error *err) {
  sse_str line;
  *more = true;
  if (labelled->is_held) {
    labelled->is_held = false;
    return SSE_OK;
  }
  sse_status status = reader_next(labelled->reader, &line, more, err);
  if (status || !*more) return status;
  sse_buffer_clear(&labelled->line);
  sse_buffer_append_str(&labelled->line, line);
  labelled->line_number = reader_line_number(labelled->reader);
  return labelled->line.failed ? sse_fail_memory(err) : SSE_OK;
}

/* Reads the lines of the next record; none is left where `in_record` is not set then. */
static sse_status read_record(struct labelled *labelled, struct part *part, sse_error *err) {
  bool more = true, done = false;
  sse_status status = SSE_OK;
  clear_record(labelled);
  part->line = 0;
  while (!done && !status) {
    status = go_on(labelled, &more, err);
    if (status || !more) break;
    status = take_line(labelled, &done, err);
    if (part->line == 0 && labelled->in_record) part->line = labelled->line_number;
  }
  return status;
}

/* Counts the cover, the list of contents or the last page of ProQuest, which say nothing of an article. */
static void pass_page(struct labelled *labelled) {
  end_paragraph(labelled);
  if (labelled->record.count > 0)
    account_lose(labelled->reader->account, SOURCE_NOT_TAKEN, sse_str_of("page without labels"), NULL);
}

static part_outcome next_record(void *context, struct part *part, sse_error *err) {
  struct labelled *labelled = context;
  for (bool is_article = false; !is_article;) {
    if (read_record(labelled, part, err)) return PART_CUT;
    if (!labelled->in_record) return PART_END;
    is_article = labelled->kind != LABELS_OF_PROQUEST || labelled->has_label;
    if (!is_article) pass_page(labelled);
  }
  return end_record(labelled, part, err) ? PART_BAD : PART;
}

/* ---- The file ------------------------------------------------------------------------------------ */

static void close_labelled(void *context) {
  struct labelled *labelled = context;
  record_reset(&labelled->record);
  sse_buffer_reset(&labelled->first);
  sse_buffer_reset(&labelled->label);
  sse_buffer_reset(&labelled->text);
  sse_buffer_reset(&labelled->body);
  sse_buffer_reset(&labelled->rule);
  sse_buffer_reset(&labelled->line);
  free(labelled);
}

/* The first line with more than signs. */
static sse_str first_line(sse_str beginning, size_t *position) {
  sse_str line = {0};
  bool more;
  do {
    more = sse_str_next(beginning, '\n', position, &line);
  } while (more && (sse_str_trim(line).length == 0 || is_rule(sse_str_trim(line))));
  return sse_utf8_without_mark(line);
}

/* True for what ProQuest saves: a line of underscores, and what the first page or an article begins with. */
static bool is_proquest(sse_str beginning) {
  static const char full_text[] = "\nFull text: ", id[] = "\nProQuest document ID: ";
  size_t position = 0;
  sse_str line;
  do {
    if (!sse_str_next(beginning, '\n', &position, &line)) return false;
    line = sse_str_trim(sse_utf8_without_mark(line));
  } while (line.length == 0);
  if (!is_proquest_rule(line)) return false;
  line = sse_str_trim(first_line(beginning, &position));
  return sse_str_is(line, "Report Information from ProQuest") || is_proquest_mark(line) ||
         memmem(beginning.data, beginning.length, full_text, sizeof full_text - 1) ||
         memmem(beginning.data, beginning.length, id, sizeof id - 1);
}

sse_status labelled_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct labelled *labelled = calloc(1, sizeof *labelled);
  size_t position = 0;
  sse_str line = first_line(reader_beginning(reader), &position), value;
  if (!labelled) return sse_fail_memory(err);
  labelled->reader = reader;
  if (is_nexis_mark(line)) labelled->kind = LABELS_OF_NEXIS;
  if (is_proquest(reader_beginning(reader))) labelled->kind = LABELS_OF_PROQUEST;
  sse_buffer_append_str(&labelled->first, label_of(line, &value));
  *parts = (struct parts){.context = labelled, .next = next_record, .close = close_labelled};
  return SSE_OK;
}

/* The mark of an archive, or lines with labels of which one is a headline's and another one a field's too. */
bool labelled_detect(sse_str beginning) {
  size_t position = 0;
  sse_str line = first_line(beginning, &position), value;
  bool has_title = false, has_other = false, more = true;
  if (is_nexis_mark(line) || is_proquest(beginning)) return true;
  for (; more && !(has_title && has_other); more = sse_str_next(beginning, '\n', &position, &line)) {
    sse_str label = label_of(line, &value);
    struct field_rule rule = fields_rule(label);
    bool is_title = rule.field == FIELD_TITLE && rule.rank > 7;
    if (label.length == 0) return false;
    has_title = has_title || (is_title && value.length > 0);
    has_other = has_other || (rule.field != FIELD_NONE && !is_title);
  }
  return has_title && has_other;
}
