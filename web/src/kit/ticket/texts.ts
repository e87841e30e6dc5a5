const ko = {
  code: "입장 코드",
  renews: "15초마다 새 코드로 바뀝니다. 캡처한 화면으로는 입장할 수 없습니다.",
  otherDevice: "이 티켓은 다른 기기에 등록되어 있습니다. 이 기기에서 사용하려면 티켓을 이 기기로 옮겨 주세요.",
  failed: "이 브라우저에서는 입장 코드를 만들 수 없습니다. 브라우저를 최신 버전으로 업데이트하거나 종이 티켓을 출력해 주세요.",
};

const en: typeof ko = {
  code: "Entry code",
  renews: "A new code every 15 seconds. A screenshot does not open the gate.",
  otherDevice: "This ticket is shown by another device. To show it here, move it to this device.",
  failed: "This browser cannot make the entry code. Please update it, or print the ticket on paper.",
};

export const ticketTexts = { ko, en };
