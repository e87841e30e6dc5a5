export function EventPage(_: { eventId: string }) { return <p>EventPage</p>; }
