/* The description of the API: an OpenAPI document for programs, and a page made from it for people.
 * Parameters are described only once, in assets/openapi.json.
 * Its examples (x-examples) become links that can be followed. */
#include "render/value.h"
#include "web/page.h"

#include <stdlib.h>
#include <string.h>

static void put_text(const struct call *call, const json_t *text) {
  const char *value = json_string_value(text);
  render_escaped(call->out, value ? value : "");
}

/* Resolves a reference within the document; any other value is returned as it is. */
static const json_t *resolved(const json_t *document, const json_t *value) {
  const char *path = json_string_value(json_object_get(value, "$ref"));
  if (!path || strncmp(path, "#/", 2) != 0) return value;
  sse_str part;
  for (size_t position = 0; sse_str_next(sse_str_of(path + 2), '/', &position, &part);) {
    char *name = sse_copy(part); /* if memory is short, the result is NULL */
    document = name ? json_object_get(document, name) : NULL;
    free(name);
  }
  return document;
}

/* Writes the values that a parameter may have, or their range. */
static void put_values(const struct call *call, const json_t *schema) {
  const json_t *choices = json_object_get(schema, "enum"), *most = json_object_get(schema, "maximum");
  for (size_t i = 0; i < json_array_size(choices); i++) {
    answer_put(call, i == 0 ? " One of <code>" : "</code>, <code>");
    put_text(call, json_array_get(choices, i));
  }
  if (json_array_size(choices) > 0) answer_put(call, "</code>.");
  if (most)
    (void)fprintf(call->out, " From %" JSON_INTEGER_FORMAT " to %" JSON_INTEGER_FORMAT ".",
                  json_integer_value(json_object_get(schema, "minimum")), json_integer_value(most));
  const json_t *value = json_object_get(schema, "default");
  if (!value) return;
  answer_put(call, " By default <code>");
  if (json_is_integer(value)) {
    (void)fprintf(call->out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
  } else {
    put_text(call, value);
  }
  answer_put(call, "</code>.");
}

static void put_parameter(const struct call *call, const json_t *parameter) {
  const json_t *schema = json_object_get(parameter, "schema");
  answer_put(call, "<dt><code>");
  put_text(call, json_object_get(parameter, "name"));
  answer_put(call, "</code></dt>\n<dd>");
  put_text(call, json_object_get(parameter, "description"));
  answer_put(call, ".");
  put_values(call, schema);
  if (json_object_get(schema, "items")) answer_put(call, " May be given several times.");
  answer_put(call, "</dd>\n");
}

static void put_examples(const struct call *call, const json_t *examples) {
  if (json_array_size(examples) == 0) return;
  answer_put(call, "<ul>\n");
  for (size_t i = 0; i < json_array_size(examples); i++) {
    const json_t *example = json_array_get(examples, i);
    (void)fprintf(call->out, "<li><a href=\"%s", call->root);
    put_text(call, example);
    answer_put(call, "\">");
    put_text(call, example);
    answer_put(call, "</a></li>\n");
  }
  answer_put(call, "</ul>\n");
}

static void put_operation(const struct call *call, const json_t *document, const char *path,
                          const json_t *operation) {
  const json_t *parameters = json_object_get(operation, "parameters");
  answer_put(call, "<section>\n<h2><code>GET ");
  render_escaped(call->out, path);
  answer_put(call, "</code></h2>\n<p>");
  put_text(call, json_object_get(operation, "summary"));
  answer_put(call, ".</p>\n");
  put_examples(call, json_object_get(operation, "x-examples"));
  if (json_array_size(parameters) > 0) answer_put(call, "<dl>\n");
  for (size_t i = 0; i < json_array_size(parameters); i++)
    put_parameter(call, resolved(document, json_array_get(parameters, i)));
  if (json_array_size(parameters) > 0) answer_put(call, "</dl>\n");
  answer_put(call, "</section>\n");
}

/* The page is in English, like the document; its frame is in the reader's language. */
static void put_page(const struct call *call, json_t *document) {
  json_t *paths = json_object_get(document, "paths");
  head_put(call, &(const struct page_head){.title = "API"});
  (void)fprintf(call->out, "<header>\n<p class=\"name\"><a href=\"%s\">", call->root);
  render_name(call->out, call->options->title);
  answer_put(call, "</a></p>\n</header>\n<main id=\"main\" class=\"api\" lang=\"en\">\n<h1>API</h1>\n<p>");
  put_text(call, json_object_get(json_object_get(document, "info"), "description"));
  (void)fprintf(call->out,
                "</p>\n<p><a href=\"%sapi?format=json\">The same as an OpenAPI document</a>, "
                "<a href=\"%sapi/results.schema.json\">the schema of results</a>.</p>\n",
                call->root, call->root);
  for (void *at = json_object_iter(paths); at; at = json_object_iter_next(paths, at))
    put_operation(call, document, json_object_iter_key(at),
                  json_object_get(json_object_iter_value(at), "get"));
  answer_put(call, "</main>\n</body>\n</html>\n");
}

sse_status document_put(const struct call *call, sse_error *err) {
  if (strcmp(request_text_of(call->request, REQUEST_FORMAT), "html") != 0) {
    answer_put(call, assets_openapi_text);
    return SSE_OK;
  }
  json_t *document = json_loads(assets_openapi_text, 0, NULL);
  if (!document) return sse_fail_memory(err); /* the document is valid */
  put_page(call, document);
  json_decref(document);
  return SSE_OK;
}
