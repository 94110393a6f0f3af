/* The words of dates, folded as text_fold does: months and weekdays of 37 languages, and the words used with
 * them. Hardly any name means two months, so a text need not say its language. Source of months and weekdays:
 * Unicode CLDR 47, gregorian calendar, wide and abbreviated (weekdays: short), format and stand-alone, with
 * those of en-AU, fr-CA, es-MX, es-UY, pt-PT, de-AT, ar-MA, ar-DZ, ar-LB and zh-Hant; for uk to vi CLDR 48,
 * without short forms that have another meaning; and a few more forms from feeds, such as Mrz, Thurs and
 * сен. */
#include "source/date/date.h"

#include <pthread.h>
#include <string.h>

/* In each string, bars separate the months or days, and spaces the names of one. An underscore joins two
 * words that form one name. A name with a point in front has its meaning only after a point: 25 listopada is
 * in November (pl), and 25. listopada in October (hr). Korean, Japanese and Chinese months are numbers. */
static const struct {
  const char *months, *weekdays; /* from January, from Monday; the comment names the language */
} languages[] = {
    {/* en */
     "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep "
     "sept|october oct|november nov|december dec",
     "monday mon mo|tuesday tue tu tues|wednesday wed we weds|thursday thu th thur thurs|friday fri "
     "fr|saturday sat sa|sunday sun su"},
    {/* fr */
     "janvier janv jan|fevrier fevr fev febr|mars|avril avr|mai|juin|juillet juil juill jul|aout aou|"
     "septembre sept|octobre oct|novembre nov|decembre dec",
     "lundi lun lu|mardi mar ma|mercredi mer me|jeudi jeu je|vendredi ven ve|samedi sam sa|dimanche "
     "dim di"},
    {/* es */
     "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre "
     "sept sep setiembre set|octubre oct|noviembre nov|diciembre dic",
     "lunes lun lu|martes mar ma|miercoles mie mi|jueves jue ju|viernes vie vi|sabado sab sa|domingo "
     "dom do"},
    {/* pt */
     "janeiro jan|fevereiro fev|marco mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro "
     "set|outubro out|novembro nov|dezembro dez",
     "segunda seg|terca ter|quarta qua|quinta qui|sexta sex|sabado sab|domingo dom"},
    {/* de */
     "januar jan janner jaenner|februar feb|marz mar mrz maerz|april apr|mai|juni jun|juli jul|"
     "august aug|september sept sep|oktober okt|november nov|dezember dez",
     "montag mo|dienstag di|mittwoch mi|donnerstag do|freitag fr|samstag sa sonnabend|sonntag so"},
    {/* it */
     "gennaio gen genn|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|agosto ago|"
     "settembre set sett|ottobre ott|novembre nov|dicembre dic",
     "lunedi lun|martedi mar|mercoledi mer|giovedi gio|venerdi ven|sabato sab|domenica dom"},
    {/* nl */
     "januari jan|februari feb|maart mrt maa|april apr|mei|juni jun|juli jul|augustus aug|september "
     "sep|oktober okt|november nov|december dec",
     "maandag ma|dinsdag di|woensdag wo|donderdag do|vrijdag vr|zaterdag za|zondag zo"},
    {/* pl */
     "stycznia styczen sty|lutego luty lut|marca marzec mar|kwietnia kwiecien kwi|maja maj|czerwca "
     "czerwiec cze|lipca lipiec lip|sierpnia sierpien sie|wrzesnia wrzesien wrz|pazdziernika "
     "pazdziernik paz|listopada listopad lis|grudnia grudzien gru",
     "poniedzialek pon|wtorek wt wto|sroda sr sro srode|czwartek czw|piatek pt pia|sobota sob sobote|"
     "niedziela niedz nie niedziele"},
    {/* ru */
     "января январь янв|февраля февраль февр фев|марта март мар|апреля апрель апр|мая маи|июня июнь "
     "июн|июля июль июл|августа август авг|сентября сентябрь сент сен|октября октябрь окт|ноября "
     "ноябрь нояб ноя|декабря декабрь дек",
     "понедельник пн пнд|вторник вт втр|среда ср срд среду|четверг чт чтв|пятница пт птн пятницу|"
     "суббота сб сбт субботу|воскресенье вс вск"},
    {/* tr */
     "ocak oca|subat sub|mart mar|nisan nis|mayis may|haziran haz|temmuz tem|agustos agu|eylul eyl|"
     "ekim eki|kasim kas|aralik ara",
     "pazartesi pzt pt|sali sal sa|carsamba car ca|persembe per pe|cuma cum cu|cumartesi cmt ct|"
     "pazar paz pa"},
    {/* el */
     "ιανουαριου ιανουαριοσ ιαν|φεβρουαριου φεβρουαριοσ φεβ|μαρτιου μαρτιοσ μαρ|απριλιου απριλιοσ "
     "απρ|μαιου μαιοσ μαι μα|ιουνιου ιουνιοσ ιουν|ιουλιου ιουλιοσ ιουλ|αυγουστου αυγουστοσ αυγ|"
     "σεπτεμβριου σεπτεμβριοσ σεπ σεπτ|οκτωβριου οκτωβριοσ οκτ|νοεμβριου νοεμβριοσ νοε νοεμ|"
     "δεκεμβριου δεκεμβριοσ δεκ",
     "δευτερα δευ δε|τριτη τρι τρ|τεταρτη τετ τε|πεμπτη πεμ πε|παρασκευη παρ πα|σαββατο σαβ σα|"
     "κυριακη κυρ κυ"},
    {/* hu */
     "januar jan|februar febr feb|marcius marc|aprilis apr|majus maj|junius jun|julius jul|augusztus "
     "aug|szeptember szept szep|oktober okt|november nov|december dec",
     "hetfo h|kedd k|szerda sze|csutortok cs|pentek p|szombat szo|vasarnap v"},
    {/* ar */
     "يناير جانفي كانون_الثاني|فبراير فيفري شباط|مارس اذار|ابريل افريل نيسان|مايو ماي ايار|يونيو "
     "جوان حزيران|يوليو يوليوز جويلية تموز|اغسطس غشت اوت اب|سبتمبر شتنبر ايلول|اكتوبر تشرين_الاول|"
     "نوفمبر نونبر تشرين_الثاني|ديسمبر دجنبر كانون_الاول",
     "الاثنين اثنين|الثلاثاء ثلاثاء|الاربعاء اربعاء|الخميس خميس|الجمعة جمعة|السبت سبت|الاحد احد"},
    {/* he */
     "ינואר בינואר ינו|פברואר בפברואר פבר|מרץ במרץ מרס במרס|אפריל באפריל אפר|מאי במאי|יוני ביוני|"
     "יולי ביולי|אוגוסט באוגוסט אוג|ספטמבר בספטמבר ספט|אוקטובר באוקטובר אוק|נובמבר בנובמבר נוב|"
     "דצמבר בדצמבר דצמ",
     "שני|שלישי|רביעי|חמישי|שישי|שבת|ראשון"},
    {/* hi */
     "जनवरी जन|फ़रवरी फरवरी फ़र|मार्च|अप्रैल|मई|जून|जुलाई जुल|अगस्त अग|सितंबर सितम्बर सित|अक्तूबर अक्टूबर अक्तू|"
     "नवंबर नवम्बर नव|दिसंबर दिसम्बर दिस",
     "सोमवार सोम|मंगलवार मंगल|बुधवार बुध|गुरुवार गुरूवार गुरु|शुक्रवार शुक्र|शनिवार शनि|रविवार रवि"},
    {/* th */
     "มกราคม ม_ค|กุมภาพันธ์ ก_พ|มีนาคม มี_ค|เมษายน เม_ย|พฤษภาคม พ_ค|มิถุนายน มิ_ย|กรกฎาคม ก_ค|สิงหาคม ส_ค|"
     "กันยายน ก_ย|ตุลาคม ต_ค|พฤศจิกายน พ_ย|ธันวาคม ธ_ค",
     "จันทร์ วันจันทร์|อังคาร วันอังคาร|พุธ วันพุธ|พฤหัสบดี พฤหัส วันพฤหัสบดี|ศุกร์ วันศุกร์|เสาร์ วันเสาร์|อาทิตย์ วันอาทิตย์"},
    {/* uk */
     "січня січень січ|лютого лютии лют|березня березень бер|квітня квітень квіт|травня травень трав|"
     "червня червень черв|липня липень лип|серпня серпень серп|вересня вересень вер|жовтня жовтень "
     "жовт|листопада листопад лист|грудня грудень груд",
     "понеділок|вівторок|середа|четвер|пʼятниця ятниця|субота|неділя"},
    {/* cs */
     "ledna leden|unora unor|brezna brezen bre|dubna duben dub|kvetna kveten kve|cervna "
     "cerven cvn|cervence cervenec cvc|srpna srpen srp|zari|rijna rijen rij|listopadu listopad "
     "lis|prosince prosinec",
     "pondeli|utery|streda|ctvrtek|patek|sobota|nedele"},
    {/* sk */
     "januara januar jan|februara februar feb|marca marec|aprila april apr|maja maj|juna jun|jula jul|"
     "augusta august aug|septembra september sep|oktobra oktober okt|novembra november nov|decembra "
     "december dec",
     "pondelok|utorok|streda|stvrtok|piatok|sobota|nedela"},
    {/* ro */
     "ianuarie ian|februarie feb|martie|aprilie apr|mai|iunie iun|iulie iul|august aug|septembrie "
     "sept|octombrie oct|noiembrie nov|decembrie dec",
     "luni lun|marti|miercuri mie|joi|vineri vin|sambata sam|duminica dum"},
    {/* id */
     "januari jan|februari feb|maret|april apr|mei|juni jun|juli jul|agustus agu|september sep|"
     "oktober okt|november nov|desember des",
     "senin sen|selasa sel|rabu rab|kamis kam|jumat jum|sabtu sab|minggu"},
    {/* ms */
     "januari jan|februari feb||april apr|mei|jun|julai jul|ogos ogo|september sep|oktober okt|"
     "november nov|disember dis",
     "isnin isn|selasa sel|rabu rab|khamis kha|jumaat jum|sabtu sab|ahad ahd"},
    {/* sv */
     "januari jan|februari feb|mars|april apr|maj|juni|juli|augusti aug|september sep|oktober okt|"
     "november nov|december dec",
     "mandag man|tisdag tis|onsdag ons|torsdag tors|fredag fre|lordag lor|sondag son"},
    {/* ca */
     "gener gen|febrer febr|marc|abril abr|maig|juny|juliol jul|agost|setembre set|octubre oct|"
     "novembre nov|desembre des",
     "dilluns|dimarts|dimecres|dijous|divendres|dissabte|diumenge"},
    {/* gl */
     "xaneiro xan|febreiro feb|marzo|abril abr|maio|xuno|xullo xul|agosto ago|setembro set|outubro "
     "out|novembro nov|decembro dec",
     "luns|martes|mercores mer|xoves xov|venres ven|sabado sab|domingo dom"},
    {/* fi */
     "tammikuuta tammikuu tammi|helmikuuta helmikuu helmi|maaliskuuta maaliskuu maalis|huhtikuuta "
     "huhtikuu huhti|toukokuuta toukokuu touko|kesakuuta kesakuu kesa|heinakuuta heinakuu heina|"
     "elokuuta elokuu|syyskuuta syyskuu syys|lokakuuta lokakuu loka|marraskuuta marraskuu marras|"
     "joulukuuta joulukuu joulu",
     "maanantaina maanantai|tiistaina tiistai|keskiviikkona keskiviikko|torstaina torstai|perjantaina "
     "perjantai|lauantaina lauantai|sunnuntaina sunnuntai"},
    {/* et */
     "jaanuar jaan|veebruar veebr|marts|aprill apr|mai|juuni|juuli|august aug|september sept|oktoober "
     "okt|november nov|detsember dets",
     "esmaspaev|teisipaev|kolmapaev|neljapaev|reede|laupaev|puhapaev"},
    {/* da */
     "januar jan|februar feb|marts|april apr|maj|juni jun|juli jul|august aug|september sep|oktober "
     "okt|november nov|december dec",
     "mandag man|tirsdag tirs|onsdag ons|torsdag tors|fredag fre|lørdag lør|søndag søn"},
    {/* nb */
     "januar jan|februar feb|mars|april apr|mai|juni jun|juli jul|august aug|september sep|oktober "
     "okt|november nov|desember des",
     "mandag man|tirsdag tir|onsdag ons|torsdag tor|fredag fre|lørdag lør|søndag søn"},
    {/* hr */
     "sijecnja sijecanj sij|veljace veljaca velj|ozujka ozujak ozu|travnja travanj tra|svibnja "
     "svibanj svi|lipnja lipanj|srpnja srpanj|kolovoza kolovoz kol|rujna rujan ruj|.listopada|studenoga "
     "studeni "
     "stu|prosinca prosinac",
     "ponedjeljak pon|utorak uto|srijeda sri|cetvrtak|petak|subota|nedjelja ned"},
    {/* sl */
     "januarja januar jan|februarja februar feb|marec|april apr|maj|junija junij jun|julija julij "
     "jul|avgusta avgust avg|september sep|oktober "
     "okt|november nov|december dec",
     "ponedeljek pon|torek|sreda sre|cetrtek|petek|sobota sob|nedelja ned"},
    {/* bg */
     "януари яну|февруари фев|март|април апр|маи|юни|юли|август авг|септември сеп|октомври окт|"
     "ноември ное|декември дек",
     "понеделник|вторник|сряда|четвъртък|петък|събота|неделя"},
    {/* sr */
     "јануар јан|фебруар феб|март мар|април апр|мај|јун|јул|август авг|септембар сеп|октобар окт|"
     "новембар нов|децембар дец",
     "понедељак пон|уторак уто|среда сре|четвртак чет|петак пет|субота суб|недеља нед"},
    {/* sr, in Latin letters */
     "januar jan|februar feb|mart|april apr|maj|jun|jul|avgust avg|septembar sep|oktobar okt|novembar "
     "nov|decembar dec",
     "ponedeljak pon|utorak uto|sreda sre|cetvrtak|petak|subota|nedelja ned"},
    {/* vi */
     "thang_1 thang_01 thg_1 thg_01|thang_2 thang_02 thg_2 thg_02|thang_3 thang_03 thg_3 thg_03|"
     "thang_4 thang_04 thg_4 thg_04|thang_5 thang_05 thg_5 thg_05|thang_6 thang_06 thg_6 thg_06|"
     "thang_7 thang_07 thg_7 thg_07|thang_8 thang_08 thg_8 thg_08|thang_9 thang_09 thg_9 thg_09|"
     "thang_10 thg_10|thang_11 thg_11|thang_12 thg_12",
     "thu_hai|thu_ba|thu_tu|thu_nam|thu_sau|thu_bay|chu_nhat"},
    {/* ko */ NULL, "월요일 월|화요일 화|수요일 수|목요일 목|금요일 금|토요일 토|일요일 일"},
    {/* ja */ NULL,
     "月曜日 月曜 月|火曜日 火曜 火|水曜日 水曜 水|木曜日 木曜 木|金曜日 金曜 金|土曜日 土曜 土|日曜日 日曜 "
     "日"},
    {/* zh */ NULL, "星期一 周一 週一 礼拜一|星期二 周二 週二 礼拜二|星期三 周三 週三 礼拜三|"
                    "星期四 周四 週四 礼拜四|星期五 周五 週五 礼拜五|星期六 周六 週六 礼拜六|"
                    "星期日 周日 週日 礼拜日 星期天 周天 礼拜天"},
};

/* The other words, by meaning; a word may be in several rows. */
static const struct {
  unsigned kinds;
  const char *words;
} others[] = {
    {DATE_FILLER, "at noon midnight of the on from between day le du de la les des l d jour el del los las "
                  "dia a o do da dos das "
                  "feira ano der die den dem am vom im il lo gli dal dall dall dell dello della nell al alle "
                  "van op w od r roku rok с от г год года лет р року рік п dne ngay nam yil yili gunu του "
                  "τησ στισ απο ad ce "
                  "في من يوم عام سنة لسنة م יום ב को वर्ष ที่ วันที่ 第 は 自 从 까지 まで 星期 일자"},
    {DATE_LABEL,
     "published publication posted updated modified created date dated issued added first last "
     "publie publiee parution mis mise jour ajour veroffentlicht erstellt aktualisiert datum stand "
     "publicat publicerad publicerat publisert udgivet julkaistu publikovano zverejneno "
     "objavljeno diterbitkan опубліковано оновлено публикувано "
     "publicado publicada publicacion publicacao actualizado atualizado fecha data pubblicato "
     "aggiornato gepubliceerd geplaatst opublikowano дата опубликовано yayin tarih tarihi "
     "تاريخ نشر النشر פורסם תאריך עודכן प्रकाशित दिनांक तिथि เผยแพร่ วันที่เผยแพร่ โพสต์ 등록일 게시일 작성일 날짜 "
     "입력 公开日 更新日 投稿日 掲载日 发布时间 发布 日期 时间 "
     "时间"},
    {DATE_ORDINAL, "st nd rd th er re ere eme e o a ro do di го е я ое"},
    {DATE_TO,
     "to through thru until till and au et jusqu al hasta y bis und tot en do a ao ate e i по до и ve "
     "ile til az sampai hingga εως ως και الى حتى و ig es 부터 에서 から 至 到"},
    {DATE_YEAR | DATE_SHORT, "년"},
    {DATE_YEAR, "年 年度"},
    {DATE_MONTH, "월 月"},
    {DATE_DAY, "일 日 号"},
    {DATE_QUARTER, "q t quarter quartal trimestre trim kwartaal kwartal квартал кв ceyrek τριμηνο 분기 季度 "
                   "四半期"},
    {DATE_CLOCK,
     "at kl um ore alle godz godzina om klo pukul luc u v о a as в saat στισ ωρα الساعة เวลา בשעה oo os "
     "오전 오후 午前 午后 上午 下午 凌晨 早上 晚上 中午"},
    {DATE_HOUR, "h hs hr hrs hour hours heure heures hora horas uhr uur ore ч час saat godz ωρα 시 时 点"},
    {DATE_MINUTE, "m mn min mins minutes minuten s sec sek mnt м с 분 초 分 秒 分钟"},
    {DATE_HALF, "am pm a_m p_m ص م صباحا مساء πμ μμ π_μ μ_μ"},
    {DATE_COMPOUND, "thang thg thu chu a p π μ كانون تشرين ม ก มี เม พ มิ ส ต ธ ค"},
    {DATE_T, "t"},
    {DATE_ZONE,
     "น z ut utc gmt wet west bst ist cet cest mez mesz met mest eet eest msk msd trt sast cat eat wat "
     "gst pkt npt ict wib wita wit hkt sgt myt pht awst jst kst acst acdt aest aedt nzst nzdt at ast adt et "
     "est "
     "edt ct cst cdt mt mst mdt pt pst pdt akst akdt hst nst ndt brt brst art clt clst cot pet vet uyt мск"},

    {DATE_AREA, "africa america antarctica arctic asia atlantic australia brazil canada chile europe indian "
                "mexico pacific us etc"},
};

/* Eras and the year before their first; a single capital letter is one only directly before its number.
 * Source: Unicode CLDR 47, japanese, roc and buddhist calendars. */
static const struct {
  int before;
  const char *words;
} eras[] = {
    {2018, "令和 R"},
    {1988, "平成 H"},
    {1925, "昭和 S"},
    {1911, "大正 民国 中华民国"},
    {1867, "明治"},
    {-543, "พ_ศ พุทธศักราช"},
    {0, "ค_ศ 西暦 公元 西元 서기"},
};

/* ---- The table of all words -------------------------------------------------------------------------- */

enum { SLOTS = 8192 /* about twice the number of words above */ };

/* One of the words above, with its meanings in all languages. */
struct slot {
  const char *word; /* NULL if the slot is free */
  size_t length;
  date_word meaning;
  const char *months, *weekdays; /* of the last language that had it */
};

/* Filled once, and only read from then on. */
static struct slot slots[SLOTS];
static pthread_once_t slots_made = PTHREAD_ONCE_INIT;

/* FNV-1a (Fowler, Noll and Vo), folded to the size of the table. */
static size_t slot_of(sse_str word) {
  uint32_t hash = 2166136261U;
  for (size_t i = 0; i < word.length; i++)
    hash = (hash ^ (unsigned char)word.data[i]) * 16777619U;
  return (hash ^ hash >> 16) % SLOTS;
}

/* The slot of a word, or the free one in which it belongs. */
static struct slot *find_slot(sse_str word) {
  size_t at = slot_of(word);
  while (slots[at].word &&
         (slots[at].length != word.length || memcmp(slots[at].word, word.data, word.length) != 0))
    at = (at + 1) % SLOTS;
  return &slots[at];
}

/* The slot of the next word of a string, which is put into it; NULL at the end. `*part` counts the bars
 * before it. */
static struct slot *next_slot(const char **names, int *part) {
  for (; **names == ' ' || **names == '|'; ++*names)
    *part += **names == '|';
  size_t length = strcspn(*names, " |");
  if (length == 0) return NULL;
  struct slot *slot = find_slot((sse_str){*names, length});
  slot->word = *names;
  slot->length = length;
  *names += length;
  return slot;
}

/* True for a word of Thai letters (U+0E00 to U+0E7F). */
static bool is_thai(const char *word) {
  return (unsigned char)word[0] == 0xE0 && ((unsigned char)word[1] & 0xFE) == 0xB8;
}

/* Within a language, the first month or day that has a word counts. Across languages, the last month counts,
 * and all days. */
static void add_language(const char *months, const char *weekdays) {
  int part = 1;
  struct slot *slot;
  for (const char *at = months; at && (slot = next_slot(&at, &part)); slot->months = months) {
    if (slot->months != months) slot->meaning.month = (unsigned char)part;
    if (is_thai(slot->word)) slot->meaning.kinds |= DATE_BUDDHIST;
  }
  part = 1;
  for (const char *at = weekdays; at && (slot = next_slot(&at, &part)); slot->weekdays = weekdays)
    if (slot->weekdays != weekdays) slot->meaning.weekdays |= (unsigned char)(1U << (part - 1));
}

static void make_slots(void) {
  int part = 0;
  struct slot *slot;
  for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
    add_language(languages[i].months, languages[i].weekdays);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    for (const char *at = others[i].words; (slot = next_slot(&at, &part));)
      slot->meaning.kinds |= others[i].kinds;
  for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
    for (const char *at = eras[i].words; (slot = next_slot(&at, &part));)
      slot->meaning = (date_word){.kinds = DATE_ERA, .value = eras[i].before};
}

bool date_word_find(sse_str word, date_word *found) {
  *found = (date_word){0};
  if (word.length == 0) return false;
  (void)pthread_once(&slots_made, make_slots); /* fails only for an invalid pthread_once_t */
  const struct slot *slot = find_slot(word);
  *found = slot->meaning;
  return slot->word != NULL;
}
