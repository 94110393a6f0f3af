/* Reads SKOS through libraptor2: statements on labels and on narrower or broader concepts go to the builder,
 * all others are ignored: notes, dates, mappings to other thesauri. Nothing is fetched, and no other file is
 * read, whatever this one refers to. */
#include "base/log.h"
#include "base/utf8.h"
#include "thesaurus/builder.h"

#include <errno.h>
#include <raptor2.h>
#include <stdlib.h>
#include <string.h>

#define SKOS "http://www.w3.org/2004/02/skos/core#"
#define XL   "http://www.w3.org/2008/05/skos-xl#"
#define ISO  "http://purl.org/iso25964/skos-thes#" /* ISO 25964's kinds of narrower and broader */

enum meaning { PREFERRED, ALTERNATIVE, HIDDEN, IS_NARROWER, IS_BROADER, FORM, IS_A };

static const struct {
  const char *uri;
  enum meaning meaning;
} predicates[] = {
    {SKOS "prefLabel", PREFERRED},
    {SKOS "altLabel", ALTERNATIVE},
    {SKOS "hiddenLabel", HIDDEN},
    {SKOS "narrower", IS_NARROWER},
    {SKOS "broader", IS_BROADER},
    {XL "prefLabel", PREFERRED},
    {XL "altLabel", ALTERNATIVE},
    {XL "hiddenLabel", HIDDEN},
    {XL "literalForm", FORM},
    {ISO "narrowerGeneric", IS_NARROWER},
    {ISO "narrowerInstantial", IS_NARROWER},
    {ISO "narrowerPartitive", IS_NARROWER},
    {ISO "broaderGeneric", IS_BROADER},
    {ISO "broaderInstantial", IS_BROADER},
    {ISO "broaderPartitive", IS_BROADER},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#type", IS_A},
};

static const char *const other_types[] = {SKOS "ConceptScheme", SKOS "Collection", SKOS "OrderedCollection",
                                          NULL};

enum { BLOCK = 64 * 1024, WARNINGS_MOST = 10 };

struct reading {
  const char *path;
  const char *syntax; /* its name, for messages */
  builder *to;
  raptor_world *world;
  raptor_parser *parser;
  size_t statements;
  size_t warnings;
  sse_status status; /* the first failure; its message is in err */
  sse_error *err;
};

/* The line that a message is about, or else the line being read. */
static int line_of(const struct reading *reading, const raptor_locator *locator) {
  if (!locator && reading->parser) locator = raptor_parser_get_locator(reading->parser);
  return locator && locator->line > 0 ? locator->line : 1;
}

static void on_message(void *context, raptor_log_message *message) {
  struct reading *reading = context;
  if (message->level >= RAPTOR_LOG_LEVEL_ERROR && !reading->status) {
    reading->status = sse_fail(
        reading->err, SSE_INVALID, "%s:%d: is not %s: %s; correct it there, or convert the thesaurus again",
        reading->path, line_of(reading, message->locator), reading->syntax, message->text);
  } else if (message->level == RAPTOR_LOG_LEVEL_WARN && reading->warnings++ < WARNINGS_MOST) {
    sse_log(SSE_LOG_WARNING, "%s:%d: %s", reading->path, line_of(reading, message->locator), message->text);
  }
}

/* Refuses every address. */
static int refuse(void *context, raptor_uri *uri) {
  (void)context, (void)uri;
  return 1;
}

/* The identifier of a resource; none for a literal. */
static sse_str name_of(const raptor_term *term) {
  size_t length = 0;
  const unsigned char *text = NULL;
  if (term->type == RAPTOR_TERM_TYPE_URI) text = raptor_uri_as_counted_string(term->value.uri, &length);
  if (term->type == RAPTOR_TERM_TYPE_BLANK) {
    text = term->value.blank.string;
    length = term->value.blank.string_len;
  }
  return (sse_str){(const char *)text, length};
}

static bool is_uri(const raptor_term *term, const char *uri) {
  sse_str name = name_of(term);
  return term->type == RAPTOR_TERM_TYPE_URI && name.length == strlen(uri) &&
         memcmp(name.data, uri, name.length) == 0;
}

/* What a predicate means; -1 if it is ignored. */
static int meaning_of(const raptor_term *predicate) {
  for (size_t i = 0; i < sizeof predicates / sizeof *predicates; i++)
    if (is_uri(predicate, predicates[i].uri)) return (int)predicates[i].meaning;
  return -1;
}

static sse_status take_literal(struct reading *reading, sse_str subject, enum meaning meaning,
                               const raptor_term_literal_value *literal, int line) {
  sse_str text = {(const char *)literal->string, literal->string_len};
  sse_str lang = {(const char *)literal->language, literal->language ? literal->language_len : 0};
  if (meaning > HIDDEN && meaning != FORM) return SSE_OK;
  if (text.length > THESAURUS_LABEL_MOST)
    return sse_fail(reading->err, SSE_TOO_LARGE, "%s:%d: a label is longer than %d bytes; shorten it there",
                    reading->path, line, THESAURUS_LABEL_MOST);
  if (sse_utf8_valid(text) < text.length)
    return sse_fail(reading->err, SSE_INVALID, "%s:%d: a label is not UTF-8; convert the file, as iconv does",
                    reading->path, line);
  return meaning == FORM
             ? builder_add_literal(reading->to, subject, lang, text, reading->err)
             : builder_add_label(reading->to, subject, (thesaurus_kind)meaning, lang, text, reading->err);
}

static sse_status take_resource(struct reading *reading, sse_str subject, enum meaning meaning,
                                const raptor_term *object) {
  sse_str name = name_of(object);
  switch (meaning) {
  case IS_NARROWER:
    return builder_add_narrower(reading->to, subject, name, reading->err);
  case IS_BROADER:
    return builder_add_narrower(reading->to, name, subject, reading->err);
  case IS_A:
    for (size_t i = 0; other_types[i]; i++)
      if (is_uri(object, other_types[i])) return builder_add_other(reading->to, subject, reading->err);
    return SSE_OK;
  case FORM:
    return SSE_OK;
  default:
    return builder_add_named(reading->to, subject, (thesaurus_kind)meaning, name, reading->err);
  }
}

static void on_statement(void *context, raptor_statement *statement) {
  struct reading *reading = context;
  int meaning = meaning_of(statement->predicate);
  int line = line_of(reading, NULL);
  if (reading->status) {
    raptor_parser_parse_abort(reading->parser);
    return;
  }
  if (++reading->statements > THESAURUS_STATEMENTS_MOST) {
    reading->status =
        sse_fail(reading->err, SSE_TOO_LARGE, "%s:%d: there are more than %d statements; use a part of it",
                 reading->path, line, THESAURUS_STATEMENTS_MOST);
  } else if (meaning >= 0 && statement->object->type == RAPTOR_TERM_TYPE_LITERAL) {
    reading->status = take_literal(reading, name_of(statement->subject), (enum meaning)meaning,
                                   &statement->object->value.literal, line);
  } else if (meaning >= 0) {
    reading->status =
        take_resource(reading, name_of(statement->subject), (enum meaning)meaning, statement->object);
  }
  if (reading->status) raptor_parser_parse_abort(reading->parser);
}

/* RDF/XML is recognised by its XML beginning; anything else is taken for Turtle, which includes N-Triples. */
static bool is_xml(const char *block, size_t length) {
  static const char mark[] = "\xef\xbb\xbf";
  size_t at = length >= 3 && memcmp(block, mark, 3) == 0 ? 3 : 0;
  while (at < length && sse_is_space(block[at]))
    at++;
  sse_str rest = {block + at, length - at};
  return sse_str_begins(rest, "<?xml") || sse_str_begins(rest, "<!") ||
         (sse_str_begins(rest, "<") && memmem(rest.data, rest.length, "xmlns", strlen("xmlns")));
}

static sse_status make_parser(struct reading *reading, bool xml, sse_error *err) {
  raptor_uri *base = NULL;
  reading->syntax = xml ? "RDF/XML" : "Turtle";
  reading->parser = raptor_new_parser(reading->world, xml ? "rdfxml" : "turtle");
  if (!reading->parser) return sse_fail_memory(err);
  raptor_parser_set_statement_handler(reading->parser, reading, on_statement);
  raptor_parser_set_uri_filter(reading->parser, refuse, NULL);
  bool is_closed =
      raptor_parser_set_option(reading->parser, RAPTOR_OPTION_NO_NET, NULL, 1) == 0 &&
      raptor_parser_set_option(reading->parser, RAPTOR_OPTION_NO_FILE, NULL, 1) == 0 &&
      raptor_parser_set_option(reading->parser, RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES, NULL, 0) == 0;
  if (is_closed) base = raptor_new_uri(reading->world, (const unsigned char *)"urn:x-thesaurus:");
  int failed = base ? raptor_parser_parse_start(reading->parser, base) : 1;
  if (base) raptor_free_uri(base);
  return failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status parse(struct reading *reading, FILE *file, char *block, sse_error *err) {
  size_t total = 0, length;
  do {
    length = fread(block, 1, BLOCK, file);
    if (ferror(file)) return sse_fail_errno(err, errno, reading->path, "cannot read");
    if (total == 0) {
      sse_status status = make_parser(reading, is_xml(block, length), err);
      if (status) return status;
    }
    total += length;
    if (total > THESAURUS_BYTES_MOST)
      return sse_fail(err, SSE_TOO_LARGE, "%s: is longer than %d bytes", reading->path, THESAURUS_BYTES_MOST);
    int failed =
        raptor_parser_parse_chunk(reading->parser, (const unsigned char *)block, length, length < BLOCK);
    if (reading->status) return reading->status;
    if (failed) return sse_fail(err, SSE_INVALID, "%s: is not %s", reading->path, reading->syntax);
  } while (length == BLOCK);
  return SSE_OK;
}

static sse_status read_file(struct reading *reading, sse_error *err) {
  FILE *file = fopen(reading->path, "rbe");
  char *block = malloc(BLOCK);
  reading->world = raptor_new_world();
  sse_status status = file ? SSE_OK : sse_fail_errno(err, errno, reading->path, "cannot open");
  if (!status &&
      (!block || !reading->world || raptor_world_set_log_handler(reading->world, reading, on_message) != 0))
    status = sse_fail_memory(err);
  if (!status) status = parse(reading, file, block, err);
  if (reading->parser) raptor_free_parser(reading->parser);
  if (reading->world) raptor_free_world(reading->world);
  free(block);
  if (file) (void)fclose(file); /* opened for reading only */
  return status;
}

sse_status thesaurus_compile(const char *path, const char *to, const char *stamp, sse_error *err) {
  struct reading reading = {.path = path, .err = err};
  size_t concepts;
  sse_status status = builder_new(to, &reading.to, err);
  if (!status) status = read_file(&reading, err);
  if (!status) status = builder_finish(reading.to, stamp, &concepts, err);
  if (!status && concepts == 0)
    status =
        sse_fail(err, SSE_INVALID,
                 "%s: has no concept with a label; a thesaurus is a SKOS file in Turtle or RDF/XML", path);
  builder_free(reading.to);
  return status;
}
