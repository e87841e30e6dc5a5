export function HealthPage() { return <p>HealthPage</p>; }
