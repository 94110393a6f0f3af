/* Labelled text. In general, records are blocks of `Name: value` lines; one begins where the first label
 * recurs, or below a line of punctuation; text without a label is its body. A LexisNexis record begins with
 * "1 of 20 DOCUMENTS", and has publisher, date and headline on separate lines; a ProQuest record begins below
 * a line of underscores, with its headline; a Kirby page is one record whose labels are each below a line of
 * hyphens. Other labels are counted as losses, as is text without labels between two such lines. */
#include "base/url.h"
#include "source/drafts.h"
#include "source/format/labels.h"
#include "source/format/readers.h"
#include "source/record.h"

#include <stdlib.h>
#include <string.h>

struct labelled {
  struct reader *reader;
  struct record record;
  label_kind kind;
  sse_buffer first;       /* the label at the beginning of the file */
  sse_buffer label, text; /* the current paragraph, and its label, if any */
  sse_buffer body, rule;  /* the body so far; a line of punctuation that may end the record */
  sse_buffer line;        /* the current line */
  size_t line_number;
  bool is_held; /* the line begins the next record */
  bool in_record, in_text, is_after_blank, has_label, has_date, has_source;
};

/* ---- Values -------------------------------------------------------------------------------------- */

/* Returns true for LexisNexis and ProQuest. */
static bool is_archive(const struct labelled *labelled) {
  return labelled->kind == LABELS_OF_NEXIS || labelled->kind == LABELS_OF_PROQUEST;
}

static struct field_rule rule_of(const struct labelled *labelled, sse_str label) {
  return !is_archive(labelled) ? record_rule(labelled->reader, label) : labels_rule(labelled->kind, label);
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

/* Ends a paragraph of LexisNexis without a label. */
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

/* Ends a paragraph of ProQuest without a label that is not part of a text: the headline comes first, an
 * address below it. */
static void end_proquest_paragraph(struct labelled *labelled, sse_str text) {
  struct field_rule rule = {FIELD_TITLE, 5, FIELD_IS_PLAIN};
  if (labels_is_proquest_mark(text)) return;
  if (sse_url_is_web(text)) rule = (struct field_rule){FIELD_URL, 5, FIELD_IS_PLAIN};
  record_add(&labelled->record, sse_str_of("line of the head"), rule, text);
}

/* Adds the current paragraph to the record. */
static void end_paragraph(struct labelled *labelled) {
  sse_str label = sse_buffer_str(&labelled->label), text = sse_buffer_str(&labelled->text);
  struct field_rule rule = rule_of(labelled, label);
  bool is_bare = label.length == 0 && text.length > 0, is_of_any = !is_archive(labelled);
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

/* Returns true if the current record has a value for the label. */
static bool has_label(const struct labelled *labelled, sse_str label) {
  const struct record *record = &labelled->record;
  for (size_t i = 0; !record->bytes.failed && i < record->count; i++) {
    const struct record_value *value = &record->values[i];
    if (sse_str_equal(label, (sse_str){record->bytes.data + value->name, value->name_length})) return true;
  }
  return sse_str_equal(label, sse_buffer_str(&labelled->label));
}

static bool starts_record(const struct labelled *labelled, sse_str line, sse_str label) {
  if (labelled->kind == LABELS_OF_NEXIS) return labels_is_nexis_mark(line);
  if (labelled->kind == LABELS_OF_PROQUEST) return labels_is_proquest_rule(line);
  if (labelled->kind == LABELS_BELOW_RULES || label.length == 0) return false;
  bool is_ruled = labelled->rule.length > 0 && rule_of(labelled, label).field != FIELD_NONE;
  bool is_apart = labelled->is_after_blank || !labelled->in_text;
  bool is_again = sse_str_equal(label, sse_buffer_str(&labelled->first)) && has_label(labelled, label);
  return is_ruled || (is_apart && is_again);
}

/* Returns true if a possible label is one: lines of a text may look like that too. */
static bool is_label(const struct labelled *labelled, sse_str label) {
  if (label.length == 0) return false;
  struct field_rule rule = rule_of(labelled, label);
  if (labelled->kind == LABELS_OF_NEXIS) return labelled->is_after_blank && labels_is_in_capitals(label);
  if (labelled->kind == LABELS_OF_PROQUEST)
    return labelled->is_after_blank && labels_is_known(labelled->kind, label) && !has_label(labelled, label);
  if (labelled->kind == LABELS_BELOW_RULES) return labelled->rule.length > 0 || !labelled->has_label;
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

/* Takes a line without a label, which continues the line above or begins a paragraph. */
static sse_status take_text(struct labelled *labelled, sse_str text, sse_error *err) {
  bool is_new = labelled->is_after_blank || labelled->rule.length > 0;
  if (is_new) {
    end_paragraph(labelled);
    labelled->in_text = labelled->in_text || !is_archive(labelled);
  }
  if (labelled->rule.length > 0) { /* it did not end the record */
    sse_buffer_append_text(&labelled->body, "\n");
    sse_buffer_append_str(&labelled->body, sse_buffer_str(&labelled->rule));
    sse_buffer_clear(&labelled->rule);
  }
  if (labelled->body.length > READER_BODY_LONGEST)
    return reader_append(labelled->reader, &labelled->body, "", text, err);      /* which fails */
  bool is_paragraph = labelled->kind == LABELS_OF_PROQUEST && labelled->in_text; /* one per line */
  return reader_append(labelled->reader, &labelled->text, is_paragraph ? "\n" : " ", text, err);
}

/* Takes the current line; sets `*done` if it belongs to the next record. */
static sse_status take_line(struct labelled *labelled, bool *done, sse_error *err) {
  sse_str line = sse_buffer_str(&labelled->line), text = sse_str_trim(line), value = {0};
  sse_str label = labels_name(line, &value);
  sse_status status = SSE_OK;
  if (text.length == 0) {
    labelled->is_after_blank = true;
    return SSE_OK;
  }
  bool may_rule = !is_archive(labelled) && (!labelled->in_record || labelled->rule.length == 0);
  if (may_rule && labels_is_rule(text)) {
    if (labelled->in_record) sse_buffer_append_str(&labelled->rule, text);
    return SSE_OK;
  }
  bool starts = starts_record(labelled, line, label);
  if (starts && labelled->in_record) {
    labelled->is_held = *done = true;
    return SSE_OK;
  }
  labelled->in_record = true;
  bool is_mark = starts && is_archive(labelled);
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
  drafts_take_path(&part->fields, labelled->reader->path);
  record_add(&labelled->record, sse_str_of("text"), body, sse_buffer_str(&labelled->body));
  bool has_failed = labelled->label.failed || labelled->text.failed || labelled->body.failed ||
                    labelled->rule.failed || labelled->first.failed;
  if (has_failed) labelled->record.failed = true;
  return record_take(&labelled->record, labelled->reader, &part->fields, err);
}

/* Moves to the next line, which may have been read with the previous record. */
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

/* Reads the lines of the next record; if `in_record` is not set afterwards, there are no more. */
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

/* Counts the cover, the table of contents or the last page of a ProQuest file, which do not belong to an
 * article. */
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

sse_status labelled_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct labelled *labelled = calloc(1, sizeof *labelled);
  size_t position = 0;
  sse_str line = labels_first_line(reader_beginning(reader), &position), value;
  if (!labelled) return sse_fail_memory(err);
  labelled->reader = reader;
  if (labels_is_nexis_mark(line)) labelled->kind = LABELS_OF_NEXIS;
  if (labels_are_below_rules(reader_beginning(reader))) labelled->kind = LABELS_BELOW_RULES;
  if (labels_are_of_proquest(reader_beginning(reader))) labelled->kind = LABELS_OF_PROQUEST;
  sse_buffer_append_str(&labelled->first, labels_name(line, &value));
  *parts = (struct parts){.context = labelled, .next = next_record, .close = close_labelled};
  return SSE_OK;
}

/* Returns true for the marks of an archive, or for lines with labels, one of them for a headline and another
 * for some other field. */
bool labelled_detect(sse_str beginning) {
  size_t position = 0;
  sse_str line = labels_first_line(beginning, &position), value;
  bool has_title = false, has_other = false, more = true;
  if (labels_is_nexis_mark(line) || labels_are_of_proquest(beginning) || labels_are_below_rules(beginning))
    return true;
  for (; more && !(has_title && has_other); more = sse_str_next(beginning, '\n', &position, &line)) {
    sse_str label = labels_name(line, &value);
    struct field_rule rule = fields_rule(label);
    bool is_title = rule.field == FIELD_TITLE && rule.rank > 7;
    if (label.length == 0) return false;
    has_title = has_title || (is_title && value.length > 0);
    has_other = has_other || (rule.field != FIELD_NONE && !is_title);
  }
  return has_title && has_other;
}
