/* Violations of RFC 9112 that the HTTP library does not reject, in the header fields as it has parsed them
 * and in the target. What it has removed by then, such as line ends, is checked in wire.c. Callers get the
 * faults of both. */
#include "http/strict.h"
#include "http/wire.h"

#include <string.h>
#include <strings.h>

struct fields {
  size_t hosts, lengths, encodings;
  const char *wrong;
};

/* A token (RFC 9110, 5.6.2). It has no space, so none is allowed before the colon. */
static bool is_token(const char *text, size_t length) {
  static const char allowed[] =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~";
  return length > 0 && strspn(text, allowed) == length;
}

static bool has_control(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (((unsigned char)text[i] < ' ' && text[i] != '\t') || text[i] == 0x7F) return true;
  return false;
}

/* A name or an IPv6 address in brackets, with an optional port (RFC 3986, 3.2). */
static bool is_host(const char *text) {
  static const char allowed[] =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_~%!$&'()*+,;=";
  static const char of_address[] = "0123456789abcdefABCDEFv.:";
  if (*text == '[') {
    text += 1 + strspn(text + 1, of_address);
    if (*text++ != ']') return false;
  } else {
    text += strspn(text, allowed);
  }
  if (*text == ':') text += 1 + strspn(text + 1, "0123456789");
  return !*text;
}

/* A valid request target. C strings would end at an encoded NUL, and a fragment is never sent (RFC 9112,
 * 3.2). */
static bool is_target(const char *text) {
  return !strpbrk(text, " #") && !strstr(text, "%00") && !has_control(text, strlen(text));
}

static enum MHD_Result look_at_field(void *context, enum MHD_ValueKind kind, const char *name,
                                     size_t name_size, const char *value, size_t value_size) {
  struct fields *fields = context;
  (void)kind;
  const bool is_one_host = strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0;
  const bool is_length = strcasecmp(name, WIRE_CONTENT_LENGTH) == 0;
  fields->hosts += is_one_host;
  fields->lengths += is_length;
  fields->encodings += strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0;
  if (!is_token(name, name_size)) fields->wrong = "the name of a header field is not a token";
  if (value && has_control(value, value_size)) fields->wrong = "a header field has a control character";
  if (is_one_host && value && !is_host(value)) fields->wrong = "the Host field is not a valid host";
  if (is_length && (!value || !*value || value[strspn(value, "0123456789")]))
    fields->wrong = "Content-Length is not a number";
  return MHD_YES;
}

bool strict_has_body(struct MHD_Connection *connection) {
  const char *length = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, WIRE_CONTENT_LENGTH);
  return (length && strspn(length, "0") != strlen(length)) ||
         MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_TRANSFER_ENCODING) != NULL;
}

const char *strict_fault(struct MHD_Connection *connection, const char *target, const char *version,
                         unsigned *status) {
  const bool is_old = strcmp(version, MHD_HTTP_VERSION_1_0) == 0;
  const char *fault = wire_fault(status);
  struct fields fields = {0};
  if (fault) return fault;
  *status = MHD_HTTP_BAD_REQUEST;
  (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look_at_field, &fields); /* their number */
  if (fields.wrong) return fields.wrong;
  if (fields.hosts > 1 || (fields.hosts == 0 && !is_old)) return "a request must have exactly one Host field";
  if (fields.lengths > 1) return "a request must not have several Content-Length fields";
  if (fields.encodings > 0 && (fields.lengths > 0 || is_old))
    return "Transfer-Encoding is allowed only in HTTP/1.1, and without Content-Length";
  if (!is_target(target)) return "the address must not contain a space, NUL or fragment";
  return NULL;
}
