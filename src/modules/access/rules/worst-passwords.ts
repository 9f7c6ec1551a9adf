/** Words that make a password guessable whatever figures and signs stand around them; matched after stripping those. */
export const worstWords: readonly string[] = [
  "password", "passw", "pass", "admin", "administrator", "root", "user", "guest", "test", "demo", "login", "welcome", "letmein", "changeme", "default", "secret", "master", "system", "manager",
  "qwerty", "qwertyuiop", "qwertyuiopasdfghjkl", "asdf", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "qazwsx", "qazwsxedc", "qweasd", "qweasdzxc", "qwer", "qwe", "asd", "zxc", "abc", "abcd", "abcdef", "aaa", "abcabc",
  "iloveyou", "sunshine", "princess", "football", "baseball", "dragon", "monkey", "superman", "batman", "hello", "freedom", "computer", "internet", "server", "oracle", "huawei",
  "woaini", "woaizhongguo", "zhongguo", "beijing", "shanghai", "changchun", "jilin", "yingji", "xiaofang", "tongsheng", "mima", "nihao", "wangluo", "xuanchuan", "xinwen", "yanzheng", "wodemima", "dengdeng",
];

/** Rows of keys and figures along which people slide their fingers. */
export const slides: readonly string[] = [
  "01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "147258369", "13145201314", "5201314520",
];
