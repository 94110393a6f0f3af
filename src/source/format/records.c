/* XML records of libraries, journals and agencies, and books in XML (records_rules.h), alone, in collections,
 * and in OAI-PMH and SRU answers. The file is read tag by tag (repair.h); the open elements form a path, and
 * a table says which path is which field. Memory holds one record. */
#include "base/url.h"
#include "source/format/document.h"
#include "source/format/element_path.h"
#include "source/format/readers.h"
#include "source/format/records_date.h"
#include "source/format/records_dc.h"
#include "source/format/records_journals.h"
#include "source/format/records_marc.h"
#include "source/format/records_markup.h"
#include "source/format/records_name.h"
#include "source/format/records_rules.h"
#include "source/format/repair.h"
#include "source/format/tags.h"
#include "source/record.h"

#include <stdlib.h>
#include <string.h>

struct records {
  struct reader *reader;
  repairer *repair;
  struct record record;
  struct element_path path; /* local names, with types (push) */
  size_t too_deep;          /* open elements beyond those that it can have; they are skipped */
  size_t outer;             /* the depth of the current record: OAI-PMH's, or its own; 0 for none */
  size_t anchor;            /* the depth of the element where its paths start; 0 for none */
  records_kind kind;
  size_t hushed;                   /* the depth of an element in it that is skipped; 0 for none */
  size_t captured;                 /* the depth of the element whose text is collected; 0 for none */
  const struct records_rule *rule; /* the rule of that element */
  sse_buffer text;                 /* of that, or of the current element */
  sse_buffer title;                /* of the record, joined from parts */
  sse_buffer body;                 /* of the record, from several elements */
  struct records_date date;
  struct records_name name; /* of a person or an organisation */
  size_t number;
  struct records_journals journals; /* of RDF */
  sse_buffer about, part_of;        /* the name of the current journal; that of the record's journal */
  repair_token token;               /* the last one read */
  bool is_waiting;                  /* the record has ended, but its journal may follow */
  bool is_held;                     /* the token will be processed again */
  bool has_title;                   /* the parts include the title itself */
  bool is_other;   /* the record describes a name or a copy, as catalogues have between those of documents */
  bool is_deleted; /* OAI-PMH keeps the ids of deleted records */
  bool is_leaf;    /* the current element has had no child */
  bool has_list;   /* of OAI-PMH */
  sse_error refusal; /* the error reported by an OAI-PMH server */
};

/* ---- The path ------------------------------------------------------------------------------------ */

/* The path below the record. */
static sse_str path_of(const struct records *records) {
  return element_path_below(&records->path, records->anchor);
}

/* Appends an element to the path, with the attribute that tells it from its namesakes; in MARC 21 only its
 * tag. */
static void push(struct records *records, const repair_token *token) {
  static const char *const types[] = {"type",    "pub-id-type", "abstract-type", "contrib-type", "IdType",
                                      "EIdType", NULL};
  static const char *const tags[] = {"tag", "code", NULL};
  sse_str name = tags_local_name(token->name);
  bool is_marc =
      sse_str_is(name, "datafield") || sse_str_is(name, "controlfield") || sse_str_is(name, "subfield");
  sse_str type = records_markup_first(token, is_marc ? tags : types);
  if (is_marc) name.length = 0; /* its attribute says what it is */
  element_path_push(&records->path, name);
  if (!is_marc && type.length > 0) sse_buffer_append_text(&records->path.text, "@");
  for (size_t i = 0; i < type.length; i++)
    sse_buffer_append(&records->path.text, type.data[i] == '/' ? "-" : type.data + i, 1);
}

/* ---- A record ------------------------------------------------------------------------------------ */

static void set(sse_buffer *part, sse_str text) {
  sse_buffer_clear(part);
  sse_buffer_append_str(part, text);
}

static void begin_record(struct records *records) {
  record_clear(&records->record);
  sse_buffer_clear(&records->title);
  sse_buffer_clear(&records->body);
  records_date_clear(&records->date);
  sse_buffer_clear(&records->part_of);
  records_name_clear(&records->name);
  records->outer = records->path.depth;
  records->anchor = records->captured = records->hushed = 0;
  records->has_title = records->is_deleted = records->is_other = false;
  records->kind = RECORDS_NONE;
}

static sse_str untyped(sse_str name) {
  const char *at = name.length > 0 ? memchr(name.data, '@', name.length) : NULL;
  return at ? sse_str_part(name, 0, (size_t)(at - name.data)) : name;
}

/* Checks whether the opened element is a record, or the one inside an OAI-PMH record. */
static void look_for_record(struct records *records, const repair_token *token) {
  sse_str name = tags_local_name(token->name),
          parent = untyped(element_path_name(&records->path, records->path.depth - 1));
  if (records->anchor > 0) return;
  if (sse_str_is(element_path_name(&records->path, 1), "xml")) parent = element_path_name(&records->path, 1);
  bool in_list = sse_str_is(parent, "ListRecords") || sse_str_is(parent, "GetRecord");
  if (records->outer == 0 && in_list && sse_str_is(name, "record")) {
    begin_record(records);
    return;
  }
  bool in_rdf = sse_str_is(parent, "RDF"), is_rdf = in_rdf && !records_journals_is_journal(name);
  if (in_rdf) set(&records->about, records_markup_attribute(token, "rdf:about"));
  records_kind kind = is_rdf ? RECORDS_RDF : records_rules_kind(name, parent);
  if (kind == RECORDS_NONE && records->outer > 0 && sse_str_is(parent, "metadata")) kind = RECORDS_DC;
  if (kind == RECORDS_NONE) return;
  if (records->outer == 0) begin_record(records);
  records->anchor = records->path.depth;
  records->kind = kind;
  sse_str type = records_markup_attribute(token, "type");
  if (kind == RECORDS_MARC && type.length > 0 && !sse_str_is(type, "Bibliographic")) records->is_other = true;
  record_add(&records->record, sse_str_of("xml:lang"), (struct field_rule){FIELD_LANG, 3, FIELD_IS_PLAIN},
             records_markup_attribute(token, "xml:lang"));
  if (kind == RECORDS_NEWSML)
    record_add(&records->record, name, (struct field_rule){FIELD_ID, 9, FIELD_IS_PLAIN},
               records_markup_attribute(token, "guid"));
  if (is_rdf)
    record_add(&records->record, sse_str_of("rdf:about"), (struct field_rule){FIELD_URL, 7, FIELD_IS_PLAIN},
               records_markup_attribute(token, "rdf:about"));
}

/* ---- Values -------------------------------------------------------------------------------------- */

static void add(struct records *records, sse_str name, field which, int rank, sse_str text) {
  records_kind kind = records->kind;
  bool is_of_press = kind == RECORDS_NITF || kind == RECORDS_NEWSML || kind == RECORDS_NEWSML1; /* bylines */
  bool is_list = kind == RECORDS_DC && text.length > 0 && memchr(text.data, ';', text.length);  /* OJS */
  bool is_plain = (which == FIELD_TAGS && !is_list) || (which == FIELD_AUTHOR && !is_of_press);
  if (records->kind == RECORDS_DC) rank = records_dc_rank(which, rank, text);
  struct field_rule rule = {which, rank, is_plain ? FIELD_IS_PLAIN : FIELD_IS_ANY};
  record_add(&records->record, name, rule, text);
}

static bool ends_in(const char *path, const char *const *endings) {
  sse_str last = records_rules_last(sse_str_of(path));
  for (size_t i = 0; endings[i]; i++)
    if (sse_str_equal(last, sse_str_of(endings[i]))) return true;
  return false;
}

/* Adds a part to the title: a leading article, the title itself, or what follows it. */
static void add_title_part(struct records *records, sse_str text) {
  static const char *const after[] = {"subTitle", "subtitle", "b", NULL};
  static const char *const parts[] = {"partName", "n", "p", NULL}, *const before[] = {"nonSort", NULL};
  const char *path = records->rule->path;
  bool is_after = ends_in(path, after), is_part = ends_in(path, parts);
  if (!is_after && !is_part && records->has_title) return; /* another title */
  if (!is_after && !is_part && !ends_in(path, before)) records->has_title = true;
  if (records->title.length > 0) {
    char last = records->title.data[records->title.length - 1];
    bool is_ended = strchr(".?!:", last) != NULL;
    sse_buffer_append_text(&records->title, is_after && !is_ended ? ": " : is_part && !is_ended ? ". " : " ");
  }
  sse_buffer_append_str(&records->title, text);
}

/* Adds a date whose parts were read; the more precise date wins. */
static void end_date(struct records *records) {
  sse_buffer date = {0};
  int parts = records_date_end(&records->date, &date);
  add(records, sse_str_of("pub-date"), FIELD_DATE, 6 + parts, sse_buffer_str(&date));
  if (date.failed) records->text.failed = true;
  sse_buffer_reset(&date);
}

/* Adds a name whose parts were read, if it is an author's. JATS has the role in a type. */
static void end_name(struct records *records) {
  sse_str path = path_of(records), type = {0};
  sse_buffer name = {0};
  const struct records_rule *rule = records_rules_find(records->kind, path);
  if (!rule || rule->use != RECORDS_PERSON) return;
  const char *at = memchr(path.data, '@', path.length);
  if (at && records->kind == RECORDS_JATS)
    type = sse_str_part(path, (size_t)(at - path.data) + 1, path.length);
  if (type.length > 0) records_name_take(&records->name, sse_str_of("role"), type);
  if (!records_name_end(&records->name, &name))
    account_lose(records->reader->account, SOURCE_NOT_TAKEN, path, NULL);
  add(records, sse_str_of(rule->path), FIELD_AUTHOR, rule->rank, sse_buffer_str(&name));
  if (name.failed) records->text.failed = true;
  sse_buffer_reset(&name);
}

/* Takes the text of an element whose path is in the table. */
static void take_text(struct records *records) {
  const struct records_rule *rule = records->rule;
  sse_str text = sse_str_trim(sse_buffer_str(&records->text));
  bool is_joined = rule->use == RECORDS_JOIN || rule->use == RECORDS_LABEL;
  if (rule->use == RECORDS_LABEL) text = records_marc_unpunctuated(text);
  if (records->kind == RECORDS_JATS && sse_str_begins(text, "abstract\n")) /* its heading */
    text = sse_str_trim(sse_str_part(text, 9, text.length));
  if (records->kind == RECORDS_MARC && rule->field == FIELD_LANG) text = records_marc_language(text);
  if (text.length == 0) return;
  if (is_joined && rule->field == FIELD_BODY) {
    sse_buffer_append_str(&records->body, text);
    sse_buffer_append_text(&records->body, "\n");
  } else if (is_joined && rule->field == FIELD_TITLE) {
    add_title_part(records, text);
  } else if (rule->use == RECORDS_PART) {
    records_date_take(&records->date, rule->path, text);
    if (records_date_is_year(rule->path)) add(records, sse_str_of(rule->path), FIELD_DATE, 4, text);
  } else if (rule->use == RECORDS_NAME) {
    if (records->kind == RECORDS_MARC) text = records_marc_unpunctuated(text);
    records_name_take(&records->name, path_of(records), text);
  } else {
    add(records, sse_str_of(rule->path), rule->field, rule->rank, text);
  }
}

/* MARC 21's fixed field has year and language at fixed positions (008, 07-10 and 35-37). */
static void take_fixed_field(struct records *records, sse_str text) {
  if (text.length < 38) return;
  add(records, sse_str_of("008"), FIELD_DATE, 4, sse_str_part(text, 7, 11));
  add(records, sse_str_of("008"), FIELD_LANG, 5, records_marc_language(sse_str_part(text, 35, 38)));
}

/* Takes attributes that are values, as in NITF and JATS. */
static void take_attributes(struct records *records, const repair_token *token,
                            const struct records_rule *rule) {
  static const char *const values[] = {"norm",  "date.publication", "key", "id-string", "xlink:href",
                                       "value", "FormalName",       NULL};
  sse_buffer text = {0};
  records_markup_append(records_markup_first(token, values), &text);
  add(records, sse_str_of(rule->path), rule->field, rule->rank, sse_buffer_str(&text));
  if (sse_str_is(tags_local_name(token->name), "pubdata"))
    add(records, sse_str_of("pubdata"), FIELD_SOURCE, 8, records_markup_attribute(token, "name"));
  if (text.failed) records->text.failed = true;
  sse_buffer_reset(&text);
}

/* ---- OAI-PMH ------------------------------------------------------------------------------------- */

/* Takes the end of an element that belongs to the protocol, and not to a record (OAI-PMH 2.0, 3.5). */
static void take_protocol(struct records *records, sse_str name, sse_str text) {
  static const char query[] = "?verb=ListRecords&resumptionToken=";
  const struct reader *reader = records->reader;
  if (sse_str_is(name, "error") && !records->has_list)
    (void)sse_fail(&records->refusal, SSE_INVALID, "%s: the server says: %s%.*s", reader->path,
                   text.length > 0 ? "" : "error", (int)(text.length < 200 ? text.length : 200),
                   text.length > 0 ? text.data : "");
  if (text.length == 0) return;
  if (sse_str_is(name, "responseDate")) records_date_of_answer(text, reader->account->report->answered);
  if (records->outer > 0 && sse_str_is(name, "identifier")) add(records, name, FIELD_ID, 9, text);
  if (sse_str_is(name, "resumptionToken") && reader->base) {
    size_t end = strcspn(reader->base, "?#");
    sse_buffer address = {0}, token = {0};
    sse_buffer_append_str(&token, text);
    sse_buffer_append(&address, reader->base, end);
    sse_buffer_append_text(&address, query);
    if (!token.failed && token.data) sse_url_append_encoded(&address, token.data, "");
    if (token.failed || address.failed) records->text.failed = true;
    if (!address.failed) reader_add_further(reader, sse_buffer_str(&address));
    sse_buffer_reset(&token);
    sse_buffer_reset(&address);
  }
}

/* ---- Tags ---------------------------------------------------------------------------------------- */

static void start_element(struct records *records, const repair_token *token) {
  sse_str name = tags_local_name(token->name);
  push(records, token);
  records->is_leaf = true;
  if (records->path.depth == 1 && sse_str_is(name, "OAI-PMH"))
    records->reader->account->report->is_window = true;
  if (records->captured > 0) {
    if (records_markup_is_block(name)) sse_buffer_append_text(&records->text, "\n");
    if (records->hushed == 0 && records_markup_is_hushed(token)) records->hushed = records->path.depth;
    return;
  }
  sse_buffer_clear(&records->text);
  look_for_record(records, token);
  if (records->outer > 0 && sse_str_is(name, "header") &&
      sse_str_is(records_markup_attribute(token, "status"), "deleted"))
    records->is_deleted = true;
  if (sse_str_is(name, "error") && sse_str_is(records_markup_attribute(token, "code"), "noRecordsMatch"))
    records->has_list = true;
  if (records->anchor == 0 || records->path.depth <= records->anchor) return;
  if (records->kind == RECORDS_RDF && sse_str_is(name, "isPartOf"))
    set(&records->part_of, records_markup_attribute(token, "rdf:resource"));
  const struct records_rule *rule = records_rules_find(records->kind, path_of(records));
  if (rule && (rule->use == RECORDS_VALUE || rule->use == RECORDS_EITHER))
    take_attributes(records, token, rule);
  if (!rule || rule->use == RECORDS_PERSON) return;
  records->rule = rule;
  records->captured = records->path.depth;
}

/* Ends the current element. Sets `*is_record` if it is the record's. */
static void end_element(struct records *records, bool *is_record) {
  sse_str name = element_path_name(&records->path, records->path.depth),
          text = sse_str_trim(sse_buffer_str(&records->text));
  bool in_record = records->anchor > 0 && records->path.depth > records->anchor;
  if (records->captured == records->path.depth) {
    if (records->rule->use != RECORDS_VALUE) take_text(records);
    records->captured = 0;
  } else if (records->captured > 0) {
    if (records_markup_is_block(untyped(name))) sse_buffer_append_text(&records->text, "\n");
    if (records->hushed == records->path.depth) records->hushed = 0;
    element_path_pop(&records->path);
    return;
  } else if (in_record && records->kind == RECORDS_MARC && sse_str_is(name, "008")) {
    take_fixed_field(records, sse_buffer_str(&records->text));
  } else if (in_record && records->is_leaf && text.length > 0 && !sse_str_is(name, "binary")) {
    account_lose(records->reader->account, SOURCE_NOT_TAKEN, path_of(records), NULL);
  } else if (!in_record && records->about.length > 0 && sse_str_is(name, "title")) {
    if (!records_journals_add(&records->journals, sse_buffer_str(&records->about), text))
      account_lose(records->reader->account, SOURCE_DROPPED, sse_str_of("journals"),
                   "more than are kept: articles after these may lack theirs");
  } else if (!in_record && records->path.depth != records->outer) {
    take_protocol(records, name, text);
  }
  if (in_record && records_markup_is_date(untyped(name))) end_date(records);
  if (in_record && !records->is_leaf) end_name(records);
  *is_record = records->outer == records->path.depth;
  if (records->anchor == records->path.depth && records->anchor != records->outer) records->captured = 0;
  records->is_leaf = false;
  sse_buffer_clear(&records->text);
  element_path_pop(&records->path);
}

/* Takes an end tag, which also ends everything open inside its element; one that is not open is ignored. */
static bool take_end(struct records *records, sse_str name) {
  size_t found = records->path.depth;
  sse_str local = tags_local_name(name);
  bool is_marc =
      sse_str_is(local, "datafield") || sse_str_is(local, "controlfield") || sse_str_is(local, "subfield");
  while (!is_marc && found > 0 && !sse_str_equal(untyped(element_path_name(&records->path, found)), local))
    found--;
  bool ended = false;
  if (found == 0) return false;
  while (records->path.depth >= found && !ended) {
    bool is_record = false;
    end_element(records, &is_record);
    ended = is_record;
  }
  return ended;
}

/* Takes a token; returns true if a record ended with it. */
static bool take_token(struct records *records, const repair_token *token) {
  bool is_record = false;
  if (token->kind == REPAIR_START && records->path.depth == ELEMENT_PATH_MOST) {
    records->too_deep += !token->is_empty;
  } else if (token->kind == REPAIR_START) {
    start_element(records, token);
    if (token->is_empty) end_element(records, &is_record);
  } else if (token->kind == REPAIR_END && records->too_deep > 0) {
    records->too_deep--;
  } else if (token->kind == REPAIR_END) {
    is_record = take_end(records, token->name);
  } else if (token->kind == REPAIR_TEXT && records->hushed == 0 &&
             records->text.length <= READER_BODY_LONGEST) {
    bool is_fixed = records->kind == RECORDS_MARC &&
                    sse_str_is(element_path_name(&records->path, records->path.depth), "008");
    if (is_fixed) sse_buffer_append_str(&records->text, token->xml); /* spaces count as positions */
    if (!is_fixed) records_markup_append(token->xml, &records->text);
  }
  return is_record;
}

/* ---- Parts --------------------------------------------------------------------------------------- */

static bool has_failed(const struct records *records) {
  return records->text.failed || records->title.failed || records->path.text.failed || records->body.failed ||
         records_date_has_failed(&records->date) || records->about.failed || records->part_of.failed ||
         records->journals.lines.failed || records->journals.key.failed ||
         records_name_has_failed(&records->name);
}

/* Makes a part of the record that ended; returns false if it is not an item. */
static bool end_record(struct records *records) {
  bool is_item = !records->is_deleted && !records->is_other && records->kind != RECORDS_NONE;
  if (records->is_other)
    account_lose(records->reader->account, SOURCE_NOT_TAKEN, sse_str_of("record of no document"), NULL);
  if (records->is_deleted)
    account_lose(records->reader->account, SOURCE_NOT_TAKEN, sse_str_of("record that was deleted"), NULL);
  if (records->title.length > 0)
    add(records, sse_str_of("title"), FIELD_TITLE, 9, sse_buffer_str(&records->title));
  if (records->body.length > 0)
    add(records, sse_str_of("body"), FIELD_BODY, 9, sse_buffer_str(&records->body));
  records->outer = records->anchor = records->captured = 0;
  records->number += is_item;
  records->has_list = true;
  return is_item;
}

static part_outcome end_file(const struct records *records, bool is_cut, sse_error *err) {
  const char *path = records->reader->path;
  if (records->refusal.status && !records->has_list) {
    *err = records->refusal;
    return PART_CUT;
  }
  if (!is_cut && records->outer == 0 && !records->has_list)
    return sse_fail(err, SSE_INVALID, "%s: has no records", path), PART_CUT;
  if (!is_cut && records->outer == 0 && records->path.depth == 0) return PART_END;
  (void)sse_fail(err, SSE_INVALID, "%s: ends in the middle, after %zu records", path, records->number);
  return PART_CUT;
}

/* Returns true if the next element may still give the journal of the record that ended. */
static bool may_have_journal(const struct records *records) {
  const repair_token *token = &records->token;
  bool begins = token->kind == REPAIR_START && records_journals_is_journal(tags_local_name(token->name));
  bool is_over = token->kind == REPAIR_STOP || token->kind == REPAIR_CUT;
  return !is_over && (begins || token->kind == REPAIR_TEXT || records->path.depth > 1);
}

static part_outcome give_record(struct records *records, struct part *part, sse_error *err) {
  sse_str journal = records_journals_title(&records->journals, sse_buffer_str(&records->part_of));
  add(records, sse_str_of("isPartOf"), FIELD_SOURCE, 9, journal);
  records->is_waiting = false;
  part->number = records->number;
  if (record_take(&records->record, records->reader, &part->fields, err)) return PART_BAD;
  if (records->kind == RECORDS_FICTIONBOOK) document_drop_title(&part->fields);
  return PART;
}

static part_outcome next_record(void *context, struct part *part, sse_error *err) {
  struct records *records = context;
  for (;;) {
    repair_token *token = &records->token;
    sse_status status = records->is_held ? SSE_OK : repair_next(records->repair, token, err);
    if (status) return PART_CUT;
    records->is_held = records->is_waiting && !may_have_journal(records);
    if (records->is_held) return give_record(records, part, err);
    if (token->kind == REPAIR_STOP || token->kind == REPAIR_CUT)
      return end_file(records, token->kind == REPAIR_CUT, err);
    bool ended = take_token(records, token) && end_record(records);
    if (has_failed(records)) {
      (void)sse_fail_memory(err);
      return PART_CUT;
    }
    if (!ended) continue;
    sse_str part_of = sse_buffer_str(&records->part_of);
    records->is_waiting =
        part_of.length > 0 && records_journals_title(&records->journals, part_of).length == 0;
    if (!records->is_waiting) return give_record(records, part, err);
  }
}

static void close_records(void *context) {
  struct records *records = context;
  sse_buffer *const all[] = {&records->path.text,
                             &records->text,
                             &records->title,
                             &records->body,
                             &records->about,
                             &records->part_of,
                             NULL};
  for (size_t i = 0; all[i]; i++)
    sse_buffer_reset(all[i]);
  records_journals_reset(&records->journals);
  records_name_reset(&records->name);
  records_date_reset(&records->date);
  record_reset(&records->record);
  repair_free(records->repair);
  free(records);
}

sse_status records_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct records *records = calloc(1, sizeof *records);
  if (!records) return sse_fail_memory(err);
  records->reader = reader;
  records->record.is_loose = true;
  sse_status status = repair_new(reader_read, reader, &records->repair, err);
  if (status) {
    close_records(records);
  } else {
    *parts = (struct parts){.context = records, .next = next_record, .close = close_records};
  }
  return status;
}
