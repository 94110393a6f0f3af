/* Checks and changes bytes as the HTTP library reads and writes them. It removes line ends before the handler
 * is called, and 0.9.75 accepts a bare LF as one, with no option against it. It takes a field without a name
 * for the end of the fields, and overlooks a Content-Length on a folded line. */
#include "http/wire.h"
#include "base/str.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* The state of the connection whose thread this is, from its first byte to its last. Requests with a body are
 * refused, so what follows an empty line is another request line. */
struct wire {
  int socket;
  char last;
  bool is_in_fields;   /* after the request line */
  bool has_bytes;      /* the current line is not empty */
  size_t of_rest;      /* in a request line: how much of line_rest it has had */
  size_t kept;         /* in a field: bytes that were passed on */
  bool has_colon;      /* whether a colon was among them */
  unsigned hidden;     /* one bit for each of hidden_names that the field's name may still be */
  size_t line, fields; /* the cost of the request line and of the fields so far */
  bool is_malformed, is_of_other_version;
  bool is_long_line, is_long; /* something was dropped */
};

static __thread struct wire wire = {.socket = -1};

int wire_socket(void) {
  return wire.socket;
}

const char *wire_fault(unsigned *status) {
  *status = MHD_HTTP_URI_TOO_LONG;
  if (wire.is_long_line) return "the address is too long";
  *status = MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE;
  if (wire.is_long) return "the header fields are too long";
  *status = MHD_HTTP_BAD_REQUEST;
  if (wire.is_malformed)
    return "a line does not end with CR LF, begins with a space or colon, contains NUL or an extra space, or "
           "lacks a version or colon";
  *status = MHD_HTTP_HTTP_VERSION_NOT_SUPPORTED;
  return wire.is_of_other_version ? "only HTTP versions 1.0 and 1.1 are supported" : NULL;
}

/* ---- Request lines --------------------------------------------------------------------------------- */

/* Each function below returns the text that the library reads instead of a byte, which may be empty, or NULL
 * for the byte itself. What is too long is truncated. */

static const char *const nothing = "";

static const char *malformed(void) {
  wire.is_malformed = true;
  return nothing;
}

/* A parameter or a field costs this much in addition to its bytes. */
static size_t cost_of(char byte) {
  enum { APART = 64 };
  return byte == '&' || byte == '\n' ? APART : 1;
}

/* The rest of a request line after the method. If a line ends too early, the library gets what is missing
 * from here. */
static const char line_rest[] = " / HTTP/1.1\r\n";
enum { REST_TARGET = 1, REST_SPACE = 2, REST_VERSION = 3, REST_MAJOR = 8, REST_MINOR = 10, REST_END = 11 };

static const char *in_version(char byte) {
  static const char *const instead[REST_END] = {[3] = "H", "T", "T", "P", "/", "1", ".", "1"};
  if (wire.of_rest == REST_END) return malformed();
  const size_t place = wire.of_rest++;
  if (byte == line_rest[place] || (place == REST_MINOR && sse_is_digit(byte))) return NULL;
  if (place == REST_MAJOR && sse_is_digit(byte)) {
    wire.is_of_other_version = true;
  } else {
    wire.is_malformed = true;
  }
  return instead[place];
}

/* The parts of a request line are separated by one space, with none before or after them (RFC 9112, 3). */
static const char *in_line(char byte) {
  if (byte == '\n') {
    const char *rest = line_rest + (wire.has_bytes ? wire.of_rest : REST_END);
    if (wire.has_bytes && wire.of_rest < REST_END) wire.is_malformed = true;
    wire.of_rest = 0;
    return rest;
  }
  if (byte == '\t') return malformed();
  if (byte == ' ') {
    if (wire.last == ' ' || !wire.has_bytes || wire.of_rest >= REST_VERSION) return malformed();
    wire.of_rest = wire.of_rest == 0 ? REST_TARGET : REST_VERSION;
    return NULL;
  }
  if (wire.of_rest >= REST_VERSION) return in_version(byte);
  const bool begins_target = wire.of_rest == REST_TARGET;
  if (begins_target) wire.of_rest = REST_SPACE;
  wire.line += cost_of(byte);
  if (begins_target || wire.line <= WIRE_LINE_MOST) return NULL;
  wire.is_long_line = true;
  return nothing;
}

/* ---- Fields ---------------------------------------------------------------------------------------- */

/* Fields that the library would act on: it refuses a malformed length, and a list of cookies that does not
 * fit. */
static const char *const hidden_names[] = {"content-length", "cookie"};
enum { HIDDEN = sizeof hidden_names / sizeof *hidden_names };

/* Returns true for the last letter of such a name. */
static bool is_to_hide(char byte) {
  if (wire.kept == 0) wire.hidden = (1U << HIDDEN) - 1;
  for (size_t i = 0; i < HIDDEN; i++) {
    if ((wire.hidden & 1U << i) == 0) continue;
    if (strncasecmp(&byte, &hidden_names[i][wire.kept], 1) != 0)
      wire.hidden &= ~(1U << i);
    else if (!hidden_names[i][wire.kept + 1])
      return true;
  }
  return false;
}

/* If the fields are too long, the end of the current one and all later ones are dropped. */
static const char *in_field(char byte) {
  if (byte == '\n') {
    if (!wire.has_bytes) return "\r\n";
    if (wire.kept == 0) return nothing;
    if (!wire.has_colon) wire.is_malformed = true;
    return wire.has_colon ? "\r\n" : ":\r\n";
  }
  if (wire.fields > WIRE_FIELDS_MOST) {
    wire.is_long = true;
    return nothing;
  }
  const bool hides = is_to_hide(byte);
  wire.kept++;
  wire.has_colon = wire.has_colon || byte == ':';
  return hides ? "~" : NULL;
}

/* ---- Whole requests -------------------------------------------------------------------------------- */

/* Checks the next byte; returns what replaces it. Line ends are always passed on as CR LF. */
static const char *look_at_byte(char byte) {
  const bool is_first = wire.last == '\n' || wire.last == '\0';
  if (byte == '\0' || (byte == '\n') != (wire.last == '\r')) wire.is_malformed = true;
  if (is_first && (byte == ':' || byte == ' ' || byte == '\t')) wire.is_malformed = true;
  if (wire.is_in_fields) wire.fields += cost_of(byte);
  const bool is_passed = byte != '\r' && byte != '\0';
  const char *instead = !is_passed ? nothing : wire.is_in_fields ? in_field(byte) : in_line(byte);
  wire.last = byte;
  if (byte == '\n') {
    wire.is_in_fields = wire.has_bytes;
    wire.has_bytes = wire.has_colon = false;
    wire.kept = 0;
  } else if (byte != '\r') {
    wire.has_bytes = true;
  }
  return instead;
}

/* Processes bytes up to the end of a request, if there is one, and writes what replaces them to the beginning
 * of `bytes`. Stops earlier if the result would overtake the input or not fit. Returns the length of the
 * result; `*taken` is the number of bytes processed. */
static size_t take_request(char *bytes, size_t length, size_t size, size_t *taken) {
  size_t kept = 0, i = 0;
  bool is_whole = false;
  while (i < length && kept <= i && !is_whole && (kept == 0 || size - kept >= sizeof line_rest)) {
    const char byte[] = {bytes[i++], '\0'};
    const bool was_in_fields = wire.is_in_fields;
    const char *instead = look_at_byte(*byte);
    if (!instead) instead = byte;
    while (*instead && kept < size) /* the library's buffer is larger than a line's rest */
      bytes[kept++] = *instead++;
    is_whole = was_in_fields && !wire.is_in_fields;
  }
  if (is_whole) wire.line = wire.fields = 0;
  *taken = i;
  return kept;
}

/* Removes processed bytes from the socket. */
static ssize_t drop(int socket, size_t count, int flags) {
  char bytes[4096];
  ssize_t length = 0;
  while (count > 0 && length >= 0) {
    length = recvfrom(socket, bytes, count < sizeof bytes ? count : sizeof bytes, flags, NULL, NULL);
    if (length == 0) break;
    if (length > 0) count -= (size_t)length;
  }
  return length;
}

/* Replaces the C library's recv, which is recvfrom(2) without an address (POSIX). The HTTP library is loaded
 * after the program, so it calls this one; if it did not, its own rules for line ends would apply. It gets at
 * most one request at a time, so that a fault in the next request is not reported for this one. */
__attribute__((visibility("default"))) ssize_t wire_receive(int socket, void *bytes, size_t size,
                                                            int flags) __asm__("recv");

ssize_t wire_receive(int socket, void *bytes, size_t size, int flags) {
  const ssize_t length = recvfrom(socket, bytes, size, flags | MSG_PEEK, NULL, NULL);
  size_t taken;
  wire.socket = socket;
  if (length <= 0 || (flags & MSG_PEEK) != 0) return length;
  const size_t kept = take_request(bytes, (size_t)length, size, &taken);
  if (drop(socket, taken, flags) < 0) return -1;
  if (kept > 0) return (ssize_t)kept;
  errno = EAGAIN; /* no data for now */
  return -1;
}

/* ---- Answers --------------------------------------------------------------------------------------- */

/* The Content-Length of a 304 would be that of the full answer (RFC 9110, 8.6), and caches update their copy
 * by it; 0.9.75 always sends 0, with no option against it. So the field is removed on its way. The library
 * sends all headers in one call. If the system takes only a part of them, the rest is sent unchanged. */
static const char *field_too_many(const char *bytes, size_t size, size_t *length) {
  static const char status[] = "HTTP/1.1 304 ", field[] = "\r\nContent-Length: 0";
  *length = sizeof field - 1;
  bool is_not_modified = size > sizeof status && memcmp(bytes, status, sizeof status - 1) == 0;
  return is_not_modified ? memmem(bytes, size, field, *length) : NULL;
}

/* Replaces the C library's send, in the same way. */
__attribute__((visibility("default"))) ssize_t wire_send(int socket, const void *bytes, size_t size,
                                                         int flags) __asm__("send");

ssize_t wire_send(int socket, const void *bytes, size_t size, int flags) {
  size_t length;
  const char *field = field_too_many(bytes, size, &length);
  if (!field) return sendto(socket, bytes, size, flags, NULL, 0);
  const size_t before = (size_t)(field - (const char *)bytes);
  struct iovec parts[2] = {{(void *)bytes, before}, {(char *)field + length, size - before - length}};
  const struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
  ssize_t sent = sendmsg(socket, &message, flags);
  return sent > (ssize_t)before ? sent + (ssize_t)length : sent;
}
