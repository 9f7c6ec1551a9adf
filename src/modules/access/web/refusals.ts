import { registerRefusals } from "#web/refusal-words.ts";

registerRefusals({
  "access.wrong-credentials": () => ["用户名和密码对不上。请再看一眼，注意大小写；忘了密码，请找本单位的安全管理员。", "The name and the password do not go together. Check capitals; if you forgot it, ask your security administrator."],
  "access.locked": ({ minutes }) => [`试错的次数多了，请等 ${minutes ?? 1} 分钟再试。着急的话，请本单位的安全管理员解锁。`, `Too many wrong attempts. Please wait ${minutes ?? 1} min, or ask your security administrator to unlock.`],
  "access.forged": () => ["这个页面太久没动，或者不是从同声打开的，这一步没有办。请刷新页面再试。", "This page is too old or was not opened from Tongsheng; nothing was done. Reload it and try again."],
  "access.code-wrong": () => ["验证码不对。请看验证器里“同声”这一项现在显示的六位数字。", "The code is not right. Enter the six figures the authenticator shows for Tongsheng now."],
  "access.code-used": () => ["这个验证码已经用过了。请等验证器换下一个，最多 30 秒。", "This code was used already. Wait for the next one, 30 seconds at most."],
  "access.not-yet": () => ["还差前面一步，这里先办不了。请刷新页面，从登录接着办。", "An earlier step is missing. Reload the page and go on from log-in."],
  "access.enrolment-over": () => ["这个二维码过了 15 分钟，不能用了。请重新显示一个再扫。", "This QR code is older than 15 minutes. Show a new one and scan it."],
  "access.no-second-factor": () => ["还没有绑定验证器。", "No authenticator is enrolled."],
  "access.prove-again": ({ minutes }) => [`这一步要紧，需要 ${minutes ?? 10} 分钟内确认过是您本人。请再验证一次。`, `This step needs a proof of who you are within ${minutes ?? 10} min. Please verify again.`],
  "access.password-too-short": ({ least, leastMixed }) => [`密码至少 ${least ?? 12} 位；大写、小写、数字、符号里有三种的，至少 ${leastMixed ?? 10} 位。`, `At least ${least ?? 12} characters; with three of capitals, small letters, figures and signs, at least ${leastMixed ?? 10}.`],
  "access.password-too-long": ({ most }) => [`密码最长 ${most ?? 128} 位。`, `At most ${most ?? 128} characters.`],
  "access.password-has-name": () => ["密码里不能有自己的用户名。", "The password must not contain your user name."],
  "access.password-well-known": () => ["这个密码太常见，别人几下就能试出来。换一句只有您知道的话。", "This password is among the first to be guessed. Choose words only you know."],
  "access.password-same": () => ["新密码和原来的一样。请换一个。", "The new password is the old one. Choose another."],
  "access.no-such-session": () => ["这次登录已经结束了，不用再退。", "This session has ended already."],
  "access.no-such-person": () => ["找不到这个人，可能已经离开。", "There is no such person; they may have left."],
  "access.not-under-your-care": () => ["只有管这个单位的安全管理员能动别人的登录，自己的也不能动。", "Only the security administrator of that branch may do this, and never for themselves."],
});
