// The phone's own words, in the language of whoever holds it; what the bot says is the bot's business.

const ENGLISH = {
  bot: "bot", typing: "typing…", start: "Start", restart: "Restart", message: "Message", menu: "Menu", commands: "Commands",
  attach: "Attach", send: "Send", location: "Location", photo: "Photo", file: "File", contact: "Contact", voice: "Voice message",
  sticker: "Sticker", inline: "From any chat", choosePlace: "Choose a place", tapMap: "Tap the map", sendPlace: "Send {place}", edited: "edited {time}", live: "Live location", updated: "updated {time}",
  edit: "Edit message", today: "Today", total: "Total", paid: "Paid", pay: "Pay {price}", receipt: "Receipt", checkout: "Checkout",
  youPaid: "You paid {price}", refunded: "{price} refunded", copied: "Copied: {text}", copiedShort: "Copied ✓",
  nothing: "Nothing found.", close: "Close", asking: "Asking the bot…", onItsWay: "The money is on its way, due at {time}.",
  refused: "The bot refused: {reason}", wentThrough: "{paid} of {all} payments went through. {reason}",
  playMoney: "Play money •••• 4242", noCharge: "No real card is charged in a sandbox", elsewise: "Or let something else happen",
  declines: "Card declined", declinesHow: "The bot agrees, the bank does not",
  late: "Paid an hour late", lateHow: "Agreed now; the money comes when the clock is turned",
  twice: "Paid twice", twiceHow: "From two devices at the same moment",
  unheard: "Paid, but nobody says so", unheardHow: "The message to the bot gets lost; the provider's books have it",
  wrong: "Wrong amount", wrongHow: "One unit more than the invoice says",
  closeSheet: "Close the sheet", closeSheetHow: "Nothing is asked, nothing is paid",
  paidReal: "Paid. Play money, real receipt.", afterwards: "What may happen to the money later",
  disputed: "Ask the bank for it back", disputedHow: "A dispute: the money is frozen until the bank decides",
  lost: "The bank takes it back", lostHow: "The dispute ends for the payer",
  won: "The bank leaves it", wonHow: "The dispute ends for the merchant",
  givenBack: "The provider gives it back", givenBackHow: "In its own pages, without telling the bot",
  bankAsks: "Your bank asks for the money back", bankTook: "Your bank has taken the money back",
  bankLeaves: "Your bank leaves the payment as it was", wentBack: "{price} went back to the card", lateArrived: "A late payment has arrived",
  share: "Send to…",
  scan: "Scan a code", pasteLink: "or paste a t.me link", noCode: "No code in sight on the other phones.",
};

const CHINESE = {
  bot: "机器人", typing: "正在输入…", start: "开始", restart: "重新开始", message: "消息", menu: "菜单", commands: "命令",
  attach: "附件", send: "发送", location: "位置", photo: "照片", file: "文件", contact: "联系人", voice: "语音消息",
  sticker: "贴纸", inline: "在任何聊天里", choosePlace: "选择位置", tapMap: "点一下地图", sendPlace: "发送 {place}", edited: "已编辑 {time}", live: "实时位置", updated: "更新于 {time}",
  edit: "编辑消息", today: "今天", total: "合计", paid: "已付款", pay: "支付 {price}", receipt: "收据", checkout: "付款",
  youPaid: "你已支付 {price}", refunded: "已退款 {price}", copied: "已复制：{text}", copiedShort: "已复制 ✓",
  nothing: "没有结果。", close: "关闭", asking: "正在询问机器人…", onItsWay: "款项在途，预计 {time} 到账。",
  refused: "机器人拒绝了：{reason}", wentThrough: "{all} 笔付款中有 {paid} 笔成功。{reason}",
  playMoney: "测试卡 •••• 4242", noCharge: "沙盒里不会真的扣款", elsewise: "或者让别的情况发生",
  declines: "银行卡被拒", declinesHow: "机器人同意，银行不同意",
  late: "晚一小时到账", lateHow: "现在同意，调快时钟后到账",
  twice: "重复付款", twiceHow: "两台设备同时付款",
  unheard: "已付款，但没有通知", unheardHow: "发给机器人的消息丢了，支付商账上有记录",
  wrong: "金额不符", wrongHow: "比账单多一个单位",
  closeSheet: "关闭付款页", closeSheetHow: "不询问，也不付款",
  paidReal: "已付款。测试资金，真实收据。", afterwards: "之后这笔钱可能发生什么",
  disputed: "向银行申请退回", disputedHow: "争议：银行裁定前资金冻结",
  lost: "银行收回款项", lostHow: "争议以付款人胜出结束",
  won: "银行维持付款", wonHow: "争议以商家胜出结束",
  givenBack: "支付商退款", givenBackHow: "在支付商后台操作，不通知机器人",
  bankAsks: "你的银行要求退回款项", bankTook: "你的银行已收回款项",
  bankLeaves: "你的银行维持这笔付款", wentBack: "{price} 已退回卡上", lateArrived: "一笔迟到的付款到账了",
  share: "发送给…",
  scan: "扫码", pasteLink: "或粘贴 t.me 链接", noCode: "其他手机上没有可扫的码。",
};

const RUSSIAN = {
  bot: "бот", typing: "печатает…", start: "Начать", restart: "Начать снова", message: "Сообщение", menu: "Меню", commands: "Команды",
  attach: "Прикрепить", send: "Отправить", location: "Геопозиция", photo: "Фото", file: "Файл", contact: "Контакт", voice: "Голосовое сообщение",
  sticker: "Стикер", inline: "Из любого чата", choosePlace: "Выберите место", tapMap: "Нажмите на карту", sendPlace: "Отправить {place}", edited: "изменено {time}", live: "Трансляция геопозиции", updated: "обновлено {time}",
  edit: "Изменить сообщение", today: "Сегодня", total: "Итого", paid: "Оплачено", pay: "Оплатить {price}", receipt: "Чек", checkout: "Оплата",
  youPaid: "Вы заплатили {price}", refunded: "{price} возвращено", copied: "Скопировано: {text}", copiedShort: "Скопировано ✓",
  nothing: "Ничего не найдено.", close: "Закрыть", asking: "Спрашиваем бота…", onItsWay: "Деньги в пути, поступят в {time}.",
  refused: "Бот отказал: {reason}", wentThrough: "Прошло платежей: {paid} из {all}. {reason}",
  playMoney: "Игровые деньги •••• 4242", noCharge: "В песочнице настоящая карта не списывается", elsewise: "Или пусть случится другое",
  declines: "Карта отклонена", declinesHow: "Бот согласен, банк — нет",
  late: "Оплата на час позже", lateHow: "Согласие сейчас, деньги — когда переведут часы",
  twice: "Оплачено дважды", twiceHow: "С двух устройств одновременно",
  unheard: "Оплачено, но никто не сообщил", unheardHow: "Сообщение боту потерялось, в книгах провайдера оно есть",
  wrong: "Неверная сумма", wrongHow: "На единицу больше, чем в счёте",
  closeSheet: "Закрыть", closeSheetHow: "Ничего не спрошено и не оплачено",
  paidReal: "Оплачено. Деньги игровые, чек настоящий.", afterwards: "Что может случиться с деньгами потом",
  disputed: "Попросить банк вернуть", disputedHow: "Спор: деньги заморожены, пока банк не решит",
  lost: "Банк забирает деньги", lostHow: "Спор решён в пользу плательщика",
  won: "Банк оставляет платёж", wonHow: "Спор решён в пользу продавца",
  givenBack: "Провайдер возвращает", givenBackHow: "В своём кабинете, не сообщая боту",
  bankAsks: "Ваш банк требует деньги назад", bankTook: "Ваш банк забрал деньги назад",
  bankLeaves: "Ваш банк оставил платёж без изменений", wentBack: "{price} вернулось на карту", lateArrived: "Пришёл запоздавший платёж",
  share: "Отправить…",
  scan: "Сканировать код", pasteLink: "или вставьте ссылку t.me", noCode: "На других телефонах кодов не видно.",
};

const ARABIC = {
  bot: "بوت", typing: "يكتب…", start: "ابدأ", restart: "ابدأ من جديد", message: "رسالة", menu: "القائمة", commands: "الأوامر",
  attach: "إرفاق", send: "إرسال", location: "الموقع", photo: "صورة", file: "ملف", contact: "جهة اتصال", voice: "رسالة صوتية",
  sticker: "ملصق", inline: "من أي محادثة", choosePlace: "اختر مكانًا", tapMap: "اضغط على الخريطة", sendPlace: "إرسال {place}", edited: "عُدّلت {time}", live: "موقع مباشر", updated: "حُدّث {time}",
  edit: "تعديل الرسالة", today: "اليوم", total: "الإجمالي", paid: "مدفوع", pay: "ادفع {price}", receipt: "الإيصال", checkout: "الدفع",
  youPaid: "دفعت {price}", refunded: "أُعيد {price}", copied: "نُسخ: {text}", copiedShort: "نُسخ ✓",
  nothing: "لا توجد نتائج.", close: "إغلاق", asking: "نسأل البوت…", onItsWay: "المبلغ في الطريق، يصل {time}.",
  refused: "رفض البوت: {reason}", wentThrough: "نجحت {paid} من {all} عمليات دفع. {reason}",
  playMoney: "نقود تجريبية •••• 4242", noCharge: "لا تُخصم أي بطاقة حقيقية هنا", elsewise: "أو دع شيئًا آخر يحدث",
  declines: "رُفضت البطاقة", declinesHow: "البوت يوافق والبنك يرفض",
  late: "دُفع متأخرًا ساعة", lateHow: "موافقة الآن، ويصل المبلغ عند تقديم الساعة",
  twice: "دُفع مرتين", twiceHow: "من جهازين في اللحظة نفسها",
  unheard: "دُفع ولم يُبلَّغ أحد", unheardHow: "ضاعت الرسالة إلى البوت، وهي في دفاتر مزوّد الدفع",
  wrong: "مبلغ خاطئ", wrongHow: "أكثر من الفاتورة بوحدة واحدة",
  closeSheet: "إغلاق", closeSheetHow: "لا سؤال ولا دفع",
  paidReal: "مدفوع. نقود تجريبية وإيصال حقيقي.", afterwards: "ما قد يحدث للمبلغ لاحقًا",
  disputed: "اطلب من البنك استرداده", disputedHow: "نزاع: يُجمَّد المبلغ حتى يقرر البنك",
  lost: "البنك يسترد المبلغ", lostHow: "ينتهي النزاع لصالح الدافع",
  won: "البنك يُبقي الدفعة", wonHow: "ينتهي النزاع لصالح التاجر",
  givenBack: "مزوّد الدفع يعيد المبلغ", givenBackHow: "من صفحاته، دون إبلاغ البوت",
  bankAsks: "يطلب بنكك استرداد المبلغ", bankTook: "استرد بنكك المبلغ",
  bankLeaves: "أبقى بنكك الدفعة كما هي", wentBack: "عاد {price} إلى البطاقة", lateArrived: "وصلت دفعة متأخرة",
  share: "إرسال إلى…",
  scan: "امسح رمزًا", pasteLink: "أو ألصق رابط t.me", noCode: "لا رمز ظاهر على الهواتف الأخرى.",
};

const SPOKEN = { en: ENGLISH, zh: CHINESE, ru: RUSSIAN, ar: ARABIC };

/** A language's words and its way with numbers and dates: `say("pay", { price })`, `locale`, `direction`. */
export function speech(code = "en") {
  const language = code.toLowerCase().split("-")[0];
  const table = SPOKEN[language] || ENGLISH;
  const locale = SPOKEN[language] ? (language === "ar" ? "ar-u-nu-latn" : code) : "en";
  return {
    locale,
    direction: language === "ar" && table === ARABIC ? "rtl" : "ltr",
    say: (key, values = {}) => (table[key] ?? ENGLISH[key]).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? ""),
  };
}
