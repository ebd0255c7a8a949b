import { Icon, type IconName } from './icons'

interface Props {
  icon: IconName
  title: string
  children?: React.ReactNode
}

export function Empty({ icon, title, children }: Props) {
  return (
    <div className="empty">
      <Icon name={icon} size={40} />
      <h2>{title}</h2>
      {children}
    </div>
  )
}
