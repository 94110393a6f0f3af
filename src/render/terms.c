/* Concepts of a thesaurus, as --terms shows them: labels by language, and the concepts one step broader and
 * narrower. For people, the preferred label comes first on a line, the alternatives follow in parentheses.
 * For scripts, labels are grouped by language; a label without one is under "und" (BCP 47, undetermined). */
#include "base/printable.h"
#include "render/render.h"
#include "render/value.h"

static const char undetermined[] = "und";

/* What the callbacks need. */
struct showing {
  thesaurus_db *thesaurus;
  const char *lang; /* the reader's */
  FILE *out;
  sse_buffer text; /* of the current line, or the current name */
  sse_buffer tag;  /* of the current line */
  bool in_parentheses;
  json_t *preferred, *alternative, *list;
};

/* ---- Text -------------------------------------------------------------------------------------------- */

static void put(const struct showing *showing, const char *before, const sse_buffer *text,
                const char *after) {
  sse_buffer safe = {0}; /* if memory is short nothing is printed; the caller checks `text` */
  sse_append_printable(&safe, text->data ? text->data : "");
  (void)fprintf(showing->out, "%s%s%s", before, safe.data ? safe.data : "", after);
  sse_buffer_reset(&safe);
}

static void end_line(struct showing *showing) {
  if (showing->text.length == 0) return;
  put(showing, "    ", &showing->tag, "  ");
  put(showing, "", &showing->text, showing->in_parentheses ? ")\n" : "\n");
  sse_buffer_clear(&showing->text);
  showing->in_parentheses = false;
}

static sse_status put_label(void *context, const thesaurus_label *label, sse_error *err) {
  struct showing *showing = context;
  sse_buffer *text = &showing->text;
  sse_str lang = label->lang.length > 0 ? label->lang : sse_str_of(undetermined);
  if (!sse_str_equal(sse_buffer_str(&showing->tag), lang)) {
    end_line(showing);
    sse_buffer_clear(&showing->tag);
    sse_buffer_append_str(&showing->tag, lang);
  }
  bool begins = label->kind != THESAURUS_PREFERRED && !showing->in_parentheses;
  if (begins) {
    sse_buffer_append_text(text, text->length > 0 ? " (" : "(");
    showing->in_parentheses = true;
  } else if (text->length > 0) {
    sse_buffer_append_text(text, ", ");
  }
  sse_buffer_append_str(text, label->text);
  return text->failed || showing->tag.failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status put_neighbour(void *context, int64_t concept, sse_error *err) {
  struct showing *showing = context;
  if (showing->text.length > 0) sse_buffer_append_text(&showing->text, ", ");
  return thesaurus_append_name(showing->thesaurus, concept, showing->lang, &showing->text, err);
}

static sse_status put_neighbours(struct showing *showing, int64_t concept, bool narrower, const char *message,
                                 sse_error *err) {
  sse_buffer_clear(&showing->text);
  sse_buffer_clear(&showing->tag);
  sse_buffer_append_text(&showing->tag, message);
  sse_status status =
      thesaurus_each_neighbour(showing->thesaurus, concept, narrower, showing, put_neighbour, err);
  if (!status) end_line(showing);
  return status;
}

static sse_status put_concept(struct showing *showing, int64_t concept, messages_language language,
                              sse_error *err) {
  sse_buffer_clear(&showing->text);
  sse_status status = thesaurus_append_name(showing->thesaurus, concept, showing->lang, &showing->text, err);
  if (status) return status;
  put(showing, "", &showing->text, "\n");
  sse_buffer_clear(&showing->text);
  sse_buffer_clear(&showing->tag);
  status = thesaurus_each_label(showing->thesaurus, concept, showing, put_label, err);
  if (status) return status;
  end_line(showing);
  status = put_neighbours(showing, concept, false, messages_of(language, MESSAGE_BROADER), err);
  if (!status) status = put_neighbours(showing, concept, true, messages_of(language, MESSAGE_NARROWER), err);
  if (!status) status = thesaurus_append_uri(showing->thesaurus, concept, &showing->text, err);
  if (!status) put(showing, "    ", &showing->text, "\n");
  return status;
}

/* ---- JSON -------------------------------------------------------------------------------------------- */

/* A second preferred label in a language, which SKOS does not allow, becomes an alternative. */
static sse_status add_label(void *context, const thesaurus_label *label, sse_error *err) {
  struct showing *showing = context;
  sse_buffer *tag = &showing->tag;
  json_t *value = render_text_value(label->text);
  sse_buffer_clear(tag);
  sse_buffer_append_str(tag, label->lang.length > 0 ? label->lang : sse_str_of(undetermined));
  int failed = tag->failed || !value;
  bool is_first =
      !failed && label->kind == THESAURUS_PREFERRED && !json_object_get(showing->preferred, tag->data);
  if (is_first) {
    failed = json_object_set_new(showing->preferred, tag->data, value);
  } else if (!failed) {
    json_t *list = json_object_get(showing->alternative, tag->data);
    if (!list) {
      list = json_array();
      failed = json_object_set_new(showing->alternative, tag->data, list);
    }
    if (failed) {
      json_decref(value);
    } else {
      failed = json_array_append_new(list, value);
    }
  } else {
    json_decref(value);
  }
  return failed ? sse_fail_memory(err) : SSE_OK;
}

/* Adds the identifier and name of a concept. */
static sse_status add_name(struct showing *showing, int64_t concept, json_t *to, sse_error *err) {
  sse_buffer uri = {0}, name = {0};
  sse_status status = thesaurus_append_uri(showing->thesaurus, concept, &uri, err);
  if (!status) status = thesaurus_append_name(showing->thesaurus, concept, showing->lang, &name, err);
  if (!status && (json_object_set_new(to, "uri", render_text_value(sse_buffer_str(&uri))) ||
                  json_object_set_new(to, "label", render_text_value(sse_buffer_str(&name)))))
    status = sse_fail_memory(err);
  sse_buffer_reset(&uri);
  sse_buffer_reset(&name);
  return status;
}

static sse_status add_neighbour(void *context, int64_t concept, sse_error *err) {
  struct showing *showing = context;
  json_t *value = json_object();
  if (!value || json_array_append_new(showing->list, value)) return sse_fail_memory(err);
  return add_name(showing, concept, value, err);
}

static sse_status add_neighbours(struct showing *showing, int64_t concept, bool narrower, json_t *to,
                                 sse_error *err) {
  showing->list = json_array();
  if (json_object_set_new(to, narrower ? "narrower" : "broader", showing->list)) return sse_fail_memory(err);
  return thesaurus_each_neighbour(showing->thesaurus, concept, narrower, showing, add_neighbour, err);
}

static sse_status add_concept(struct showing *showing, int64_t concept, json_t *concepts, sse_error *err) {
  json_t *value = json_object();
  if (!value || json_array_append_new(concepts, value)) return sse_fail_memory(err);
  showing->preferred = json_object();
  showing->alternative = json_object();
  sse_status status = add_name(showing, concept, value, err);
  /* json_object_set_new releases the value if it fails. */
  int failed = json_object_set_new(value, "preferred", showing->preferred);
  failed |= json_object_set_new(value, "alternative", showing->alternative);
  if (!status && failed) status = sse_fail_memory(err);
  if (!status) status = thesaurus_each_label(showing->thesaurus, concept, showing, add_label, err);
  if (!status) status = add_neighbours(showing, concept, false, value, err);
  return status ? status : add_neighbours(showing, concept, true, value, err);
}

static sse_status write_json(struct showing *showing, sse_str name, const thesaurus_found *found,
                             sse_error *err) {
  json_t *concepts = json_array(), *whole = json_object();
  int failed = !whole || json_object_set_new(whole, "name", render_text_value(name));
  failed |= json_object_set_new(whole, "concepts", concepts);
  failed |= json_object_set_new(whole, "cut", json_boolean(found->is_cut));
  sse_status status = failed ? sse_fail_memory(err) : SSE_OK;
  for (size_t i = 0; i < found->count && !status; i++)
    status = add_concept(showing, found->concepts[i], concepts, err);
  if (!status) return render_value(showing->out, whole, JSON_INDENT(2), err);
  json_decref(whole);
  return status;
}

sse_status render_terms(FILE *out, render_format format, thesaurus_db *thesaurus, sse_str name,
                        const thesaurus_found *found, messages_language language, sse_error *err) {
  struct showing showing = {.thesaurus = thesaurus, .lang = messages_tag(language), .out = out};
  sse_status status = SSE_OK;
  if (format == RENDER_JSON) {
    status = write_json(&showing, name, found, err);
  } else {
    for (size_t i = 0; i < found->count && !status; i++) {
      if (i > 0) (void)fputs("\n", out); /* the caller checks the stream */
      status = put_concept(&showing, found->concepts[i], language, err);
    }
  }
  sse_buffer_reset(&showing.text);
  sse_buffer_reset(&showing.tag);
  return status;
}
