// Words that a query may hold and that say nothing of what it looks for. They are passed over
// only in queries, and only where something else remains.
const list = (words) => new Set(words.trim().split(/\s+/));

export const STOPWORDS = {
  en: list(`a an and are as at be by can could did do does for from get have how i if in into is it its
    me my need of on or our s should t that the their them there they this to us was we what whats when
    where which who why will with would you your am been being has had just want wants happens about
    find please must should might shall not any`),
  es: list(`a al algo como con cual cuales cuando cuanto de del donde e el ella en es esta este esto
    hacer hace hago hay la las lo los me mi mis necesito no nos nuestro nuestra o para pero por porque
    puedo que quien quienes se si sin sobre son su sus tengo un una unos unas y ya debo`),
  vi: list(`a ai bị bởi cái các cách cần cho có của cũng do đã đang để đi đó được em gì hay khi không là
    làm lúc mà mấy mình mỗi một này nào nên nếu như những nơi ở phải ra rằng sao sẽ tại thế thì tôi trong
    từ và vào vậy về với chúng`),
  fil: list(`ako ang ano anong at ay ba bakit dapat hindi i ikaw ito ka kailan kami kapag kaya ko kong
    kung mag maaari mga mo na nag namin nang natin ng ni nila nito niya o pa paano pag para po pwede sa
    saan sila sino siya tayo tungkol upang yung gawin gagawin may mayroon isang`),
  ko: list(`어떻게 무엇 무엇을 뭐 언제 어디 어디서 누가 왜 및 또는 그리고 만약 경우 저는 제가 우리 나는 어떤
    하나요 하나 해야 합니까 있나요 있습니까 되나요 대해 대한 위해 위한 수 것`),
  ar: list(`ما ماذا متي اين كيف من هل لماذا الي علي في عن مع او و ان هو هي هذا هذه ذلك التي الذي اذا لو لا
    لم كم يمكن يمكنني اريد يجب نحن انا عند ثم كل`),
  "zh-Hant": list(`請問 怎麼 怎樣 如何 什麼 甚麼 何時 哪裡 哪裏 為什麼 可以 是否 如果 我們 我的 嗎 呢 的 了 我 要 是 在
    和 與 及`),
};
