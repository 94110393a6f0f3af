/* What RFC 9112 has refused and HTTP's library lets pass, and what it sends too much.
 * Header fields are looked at as the library has read them. Ends of lines it has taken off by then, and
 * 0.9.75 takes a bare LF for one, with no option against it; a field without a name it takes for the end of
 * all fields, and the length that a folded line has for none; so the bytes are looked at as it reads them. */
#include "http/strict.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* ---- Bytes -------------------------------------------------------------------------------------- */

/* Of the connection whose thread this is: each has one of its own, from its first byte to its last. Requests
 * with a body are refused, so that what follows an empty line is the line of another request. */
struct wire {
  int socket;
  char last;
  bool is_in_fields; /* after the line of a request */
  bool has_signs;    /* the line at hand is not empty, */
  bool has_space;    /* has a space too many, */
  size_t
      version; /* and so many signs of "HTTP/" were the last of it, or stood in it: then it is a request's */
  bool is_malformed;
  size_t line, fields; /* what they cost so far, */
  size_t version_room; /* bytes of a version that has room where the line has none, */
  enum { CUT_NOT, CUT_BEGUN, CUT_RETURNED, CUT_DONE } cut; /* and how far fields are ended that have none */
  bool is_long_line, is_long;                              /* something was lost */
};

static __thread struct wire wire = {.socket = -1};

int strict_socket(void) {
  return wire.socket;
}

/* One space stands between the parts of a request's line, and none after them (RFC 9112, 3). */
static bool is_odd_space(char byte) {
  return byte == '\t' || (wire.last == ' ' && (byte == ' ' || byte == '\r'));
}

/* A request that is refused may have a body, which is not a request's line, whatever its spaces. */
static void look_at_request_line(char byte) {
  static const char version[] = "HTTP/";
  const bool is_whole = wire.version == sizeof version - 1;
  wire.has_space = wire.has_space || is_odd_space(byte);
  if (!is_whole) wire.version = byte == version[wire.version] ? wire.version + 1 : byte == version[0];
  if (byte != '\n') return;
  if (wire.has_space && is_whole) wire.is_malformed = true;
  wire.has_space = false;
  wire.version = 0;
}

static void look_at_byte(char byte) {
  const bool is_first = wire.last == '\n' || wire.last == '\0';
  if (byte == '\0' || (byte == '\n' && wire.last != '\r')) wire.is_malformed = true;
  if (is_first && (byte == ':' || byte == ' ' || byte == '\t')) wire.is_malformed = true;
  if (!wire.is_in_fields) look_at_request_line(byte);
  if (byte == '\n') wire.is_in_fields = wire.has_signs;
  wire.has_signs = byte != '\n' && (wire.has_signs || byte != '\r');
  wire.last = byte;
}

/* Looks at bytes up to the end of a request, if there is one; returns their number. */
static size_t look_at_request(const char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) {
    const bool was_in_fields = wire.is_in_fields;
    look_at_byte(bytes[i]);
    if (was_in_fields && !wire.is_in_fields) return i + 1;
  }
  return length;
}

/* ---- What there is room for ----------------------------------------------------------------------- */

/* Where a request is too long, the library gets less than there is: it would refuse it by a page of its own,
 * in English. So much of a line and of fields counts as a parameter or a field takes besides its bytes. */
static size_t cost_of(char byte) {
  enum { APART = 64 };
  return byte == '&' || byte == '\n' ? APART : 1;
}

/* A line of a request that is too long loses what comes before its version. */
static bool has_line_room(char byte) {
  enum { VERSION_MOST = 16 };
  wire.line += cost_of(byte);
  if (wire.line <= STRICT_LINE_MOST || byte == '\r' || byte == '\n') return true;
  wire.is_long_line = true;
  if (byte == ' ') wire.version_room = VERSION_MOST;
  return wire.version_room > 0 && wire.version_room-- > 0;
}

/* Of fields that are too long those at the end are lost; the one at hand is ended in the place of what is
 * next in it. */
static bool has_field_room(char *byte, bool is_first) {
  wire.fields += cost_of(*byte);
  if (wire.cut == CUT_NOT && (wire.fields <= STRICT_FIELDS_MOST || *byte == '\r' || *byte == '\n'))
    return true;
  wire.is_long = true;
  if (wire.cut == CUT_NOT) wire.cut = is_first ? CUT_DONE : CUT_BEGUN;
  if (wire.cut == CUT_DONE) return !wire.is_in_fields || (is_first && *byte == '\r');
  *byte = wire.cut++ == CUT_BEGUN ? '\r' : '\n';
  return true;
}

/* Takes bytes of one request, and leaves those for which there is room; returns their number. */
static size_t take_request(char *bytes, size_t length) {
  size_t kept = 0;
  for (size_t i = 0; i < length; i++) {
    const bool was_in_fields = wire.is_in_fields, is_first = wire.last == '\n';
    char byte = bytes[i];
    look_at_byte(byte);
    if (was_in_fields ? has_field_room(&byte, is_first) : has_line_room(byte)) bytes[kept++] = byte;
    if (!was_in_fields || wire.is_in_fields) continue;
    wire.line = wire.fields = 0;
    wire.cut = CUT_NOT;
  }
  return kept;
}

/* In the place of the C library's recv, which is recvfrom(2) without an address (POSIX): the HTTP library,
 * which is loaded after the program, reads by this one. Where it would not, lines would end as it has them
 * end. It gets one request at a time, so that what is wrong with the next one does not count for this. */
__attribute__((visibility("default"))) ssize_t strict_receive(int socket, void *bytes, size_t size,
                                                              int flags) __asm__("recv");

ssize_t strict_receive(int socket, void *bytes, size_t size, int flags) {
  ssize_t length = recvfrom(socket, bytes, size, flags | MSG_PEEK, NULL, NULL);
  wire.socket = socket;
  if (length <= 0 || (flags & MSG_PEEK) != 0) return length;
  const struct wire before = wire;
  const size_t wanted = look_at_request(bytes, (size_t)length);
  wire = before;
  length = recvfrom(socket, bytes, wanted, flags, NULL, NULL);
  if (length <= 0) return length;
  const size_t kept = take_request(bytes, (size_t)length);
  if (kept > 0) return (ssize_t)kept;
  errno = EAGAIN; /* there is more to come, or nothing */
  return -1;
}

/* ---- What is too much in an answer ---------------------------------------------------------------- */

/* sendmsg(2), which is ours here, by another name. */
static ssize_t send_parts(int socket, const struct msghdr *message, int flags) {
  struct mmsghdr one = {.msg_hdr = *message};
  return sendmmsg(socket, &one, 1, flags) == 1 ? (ssize_t)one.msg_len : -1;
}

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
__attribute__((visibility("default"))) ssize_t strict_send(int socket, const void *bytes, size_t size,
                                                           int flags) __asm__("send");

ssize_t strict_send(int socket, const void *bytes, size_t size, int flags) {
  size_t length;
  const char *field = field_too_many(bytes, size, &length);
  if (!field) return sendto(socket, bytes, size, flags, NULL, 0);
  const size_t before = (size_t)(field - (const char *)bytes);
  struct iovec parts[2] = {{(void *)bytes, before}, {(char *)field + length, size - before - length}};
  const struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
  ssize_t sent = send_parts(socket, &message, flags);
  return sent > (ssize_t)before ? sent + (ssize_t)length : sent;
}

/* Where the library refuses a length by itself, 0.9.75 sends the head of the answer twice. The length of the
 * first one; 0 where it is there once. */
static size_t head_too_many(const char *bytes, size_t size) {
  static const char status[] = "HTTP/1.1 4", end[] = "\r\n\r\n";
  bool is_refusal = size > sizeof status && memcmp(bytes, status, sizeof status - 1) == 0;
  const char *found = is_refusal ? memmem(bytes, size, end, sizeof end - 1) : NULL;
  const size_t length = found ? (size_t)(found - bytes) + sizeof end - 1 : 0;
  bool is_again = length > 0 && size >= 2 * length && memcmp(bytes, bytes + length, length) == 0;
  return is_again ? length : 0;
}

/* In the place of the C library's sendmsg, as above: heads that come with a body are sent by it. */
__attribute__((visibility("default"))) ssize_t strict_send_parts(int socket, const struct msghdr *message,
                                                                 int flags) __asm__("sendmsg");

ssize_t strict_send_parts(int socket, const struct msghdr *message, int flags) {
  enum { PARTS_MOST = 2 };
  const struct iovec *head = message->msg_iov;
  const bool is_answer = message->msg_iovlen == PARTS_MOST && socket == wire.socket;
  const size_t length = is_answer ? head_too_many(head->iov_base, head->iov_len) : 0;
  if (length == 0) return send_parts(socket, message, flags);
  struct iovec parts[PARTS_MOST] = {{(char *)head->iov_base + length, head->iov_len - length}, head[1]};
  struct msghdr once = *message;
  once.msg_iov = parts;
  ssize_t sent = send_parts(socket, &once, flags);
  return sent < 0 ? sent : sent + (ssize_t)length;
}

/* ---- Fields ------------------------------------------------------------------------------------- */

struct fields {
  size_t hosts, lengths, encodings;
  const char *wrong;
};

/* A token (RFC 9110, 5.6.2): no space before the colon, as it would be at its end. */
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

/* A name, or an address of IPv6 in brackets, and a port or none (RFC 3986, 3.2). */
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

/* An address as a request may have it: what comes after a NUL would be lost to all that take it for the end
 * of a text, and a fragment is never sent (RFC 9112, 3.2). */
static bool is_target(const char *text) {
  return !strpbrk(text, " #") && !strstr(text, "%00") && !has_control(text, strlen(text));
}

static enum MHD_Result look_at_field(void *context, enum MHD_ValueKind kind, const char *name,
                                     size_t name_size, const char *value, size_t value_size) {
  struct fields *fields = context;
  (void)kind;
  bool is_one_host = strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0;
  fields->hosts += is_one_host;
  fields->lengths += strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0;
  fields->encodings += strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0;
  if (!is_token(name, name_size)) fields->wrong = "the name of a header field is not a token";
  if (value && has_control(value, value_size)) fields->wrong = "a header field has a control character";
  if (is_one_host && value && !is_host(value)) fields->wrong = "Host is not a host";
  return MHD_YES;
}

const char *strict_size_fault(unsigned *status) {
  *status = wire.is_long_line ? MHD_HTTP_URI_TOO_LONG : MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE;
  if (wire.is_long_line) return "the address is too long";
  return wire.is_long ? "the header fields are too long" : NULL;
}

const char *strict_fault(struct MHD_Connection *connection, const char *target, const char *version) {
  const bool is_old = strcmp(version, MHD_HTTP_VERSION_1_0) == 0;
  struct fields fields = {0};
  (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look_at_field, &fields); /* their number */
  if (wire.is_malformed)
    return "a line ends without CR, has a NUL or a space too many, or begins with a space or a colon";
  if (fields.wrong) return fields.wrong;
  if (fields.hosts > 1 || (fields.hosts == 0 && !is_old)) return "a request has to have one Host";
  if (fields.lengths > 1) return "a request may have one Content-Length";
  if (fields.encodings > 0 && (fields.lengths > 0 || is_old))
    return "Transfer-Encoding is of HTTP/1.1, and without Content-Length";
  if (!is_target(target)) return "an address has no space, no NUL and no fragment";
  return NULL;
}
