/* Between the socket and HTTP's library: bytes are looked at, and changed, as it reads and writes them.
 * Ends of lines it takes off before we are asked, and 0.9.75 takes a bare LF for one, with no option against
 * it; a field without a name it takes for the end of all fields, and the length that a folded line has for
 * none. */
#include "http/wire.h"
#include "base/str.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* Of the connection whose thread this is: each has one of its own, from its first byte to its last. Requests
 * with a body are refused, so that what follows an empty line is the line of another request. */
struct wire {
  int socket;
  char last;
  bool is_in_fields;   /* after the line of a request */
  bool has_signs;      /* the line at hand is not empty; */
  size_t of_rest;      /* how much of line_rest it has had; or, of a field, */
  size_t kept;         /* bytes that are not lost, */
  bool has_colon;      /* among these */
  unsigned hidden;     /* a bit for each of the hidden names that it may still have */
  size_t line, fields; /* what both cost so far */
  bool is_malformed, is_of_other_version;
  bool is_long_line, is_long; /* something was lost */
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
    return "a line does not end with CR LF, begins with a space or a colon, or has a NUL, a space too many, "
           "no "
           "version or no colon";
  *status = MHD_HTTP_HTTP_VERSION_NOT_SUPPORTED;
  return wire.is_of_other_version ? "only versions 1.0 and 1.1 of HTTP are answered" : NULL;
}

/* ---- The line of a request ------------------------------------------------------------------------- */

/* Each function below says what comes to the library in the place of a byte: a text, which may be empty; NULL
 * for the byte itself. Of what is too long, it gets less than there is. */

static const char *const nothing = "";

static const char *malformed(void) {
  wire.is_malformed = true;
  return nothing;
}

/* A parameter or a field takes so much besides its bytes. */
static size_t cost_of(char byte) {
  enum { APART = 64 };
  return byte == '&' || byte == '\n' ? APART : 1;
}

/* What comes after a method: where a line ends before that does, the library is given the rest. */
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

/* One space stands between the parts of a request's line, and none before or after them (RFC 9112, 3). */
static const char *in_line(char byte) {
  if (byte == '\n') {
    const char *rest = line_rest + (wire.has_signs ? wire.of_rest : REST_END);
    if (wire.has_signs && wire.of_rest < REST_END) wire.is_malformed = true;
    wire.of_rest = 0;
    return rest;
  }
  if (byte == '\t') return malformed();
  if (byte == ' ') {
    if (wire.last == ' ' || !wire.has_signs || wire.of_rest >= REST_VERSION) return malformed();
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

/* What the library would act upon: a length that is none, and so many cookies that their list has no room, it
 * refuses. */
static const char *const hidden_names[] = {"content-length", "cookie"};
enum { HIDDEN = sizeof hidden_names / sizeof *hidden_names };

/* True for the last letter of such a name. */
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

/* Of fields that are too long those at the end are lost, and the end of the one at hand. */
static const char *in_field(char byte) {
  if (byte == '\n') {
    if (!wire.has_signs) return "\r\n";
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

/* ---- All of a request ------------------------------------------------------------------------------ */

/* Looks at the next byte; what comes in its place. Ends of lines are made anew. */
static const char *look_at_byte(char byte) {
  const bool is_first = wire.last == '\n' || wire.last == '\0';
  if (byte == '\0' || (byte == '\n') != (wire.last == '\r')) wire.is_malformed = true;
  if (is_first && (byte == ':' || byte == ' ' || byte == '\t')) wire.is_malformed = true;
  if (wire.is_in_fields) wire.fields += cost_of(byte);
  const bool is_passed = byte != '\r' && byte != '\0';
  const char *instead = !is_passed ? nothing : wire.is_in_fields ? in_field(byte) : in_line(byte);
  wire.last = byte;
  if (byte == '\n') {
    wire.is_in_fields = wire.has_signs;
    wire.has_signs = wire.has_colon = false;
    wire.kept = 0;
  } else if (byte != '\r') {
    wire.has_signs = true;
  }
  return instead;
}

/* Takes bytes up to the end of a request, if there is one, and puts what comes in their place at their
 * beginning; ends, too, where that is more than there is place for, before what is next or at all. Returns
 * how many bytes there are then; `*taken` is how many there were. */
static size_t take_request(char *bytes, size_t length, size_t size, size_t *taken) {
  size_t kept = 0, i = 0;
  bool is_whole = false;
  while (i < length && kept <= i && !is_whole && (kept == 0 || size - kept >= sizeof line_rest)) {
    const char byte[] = {bytes[i++], '\0'};
    const bool was_in_fields = wire.is_in_fields;
    const char *instead = look_at_byte(*byte);
    if (!instead) instead = byte;
    while (*instead && kept < size) /* the library gives more room than a line's rest takes */
      bytes[kept++] = *instead++;
    is_whole = was_in_fields && !wire.is_in_fields;
  }
  if (is_whole) wire.line = wire.fields = 0;
  *taken = i;
  return kept;
}

/* Takes bytes that were looked at from those that are to be read. */
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

/* In the place of the C library's recv, which is recvfrom(2) without an address (POSIX): the HTTP library,
 * which is loaded after the program, reads by this one. Where it would not, lines would end as it has them
 * end. It gets one request at a time, so that what is wrong with the next one does not count for this. */
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
  errno = EAGAIN; /* there is more to come, or nothing */
  return -1;
}

/* ---- What is too much in an answer ----------------------------------------------------------------- */

/* The Content-Length of a 304 would be that of the answer in its place (RFC 9110, 8.6), by which caches mend
 * what they have; 0.9.75 says 0 there, with no option against it. So the field is left out on its way. The
 * library hands over all headers at once; where the system takes only the beginning, they go on as they are.
 */
static const char *field_too_many(const char *bytes, size_t size, size_t *length) {
  static const char status[] = "HTTP/1.1 304 ", field[] = "\r\nContent-Length: 0";
  *length = sizeof field - 1;
  bool is_not_modified = size > sizeof status && memcmp(bytes, status, sizeof status - 1) == 0;
  return is_not_modified ? memmem(bytes, size, field, *length) : NULL;
}

/* In the place of the C library's send, as above. */
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
